package io.postern.cli.setup;

import io.postern.collector.enforcing.EnforcerKind;
import io.postern.events.Network;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Has every question answered: by a file of answers, by a person, or by what was found.
final class Interview {

    private static final int TRIES = 3;

    /// Somebody to ask.
    @FunctionalInterface
    interface Person {

        /// @param suggestion what an empty answer means
        /// @return null at the end of the input
        String answer(String question, String suggestion) throws IOException;

        /// Told of an answer that is none.
        default void told(String problem) {}
    }

    private final Map<String, String> given;
    private final Suggestions suggestions;
    private final Person person;

    /// @param given answers by key
    /// @param person null when nobody is to be asked
    Interview(Map<String, String> given, Suggestions suggestions, Person person) {
        this.given = given;
        this.suggestions = suggestions;
        this.person = person;
    }

    /// @throws BadAnswersException when an answer is none, or one is missing that nothing suggests
    Answers answers() throws IOException {
        String kafka = answer(Question.KAFKA, Interview::brokers);
        String host = answer(Question.HOST, Interview::hostName);
        List<String> logs = answer(Question.LOGS, Interview::list);
        boolean journal = answer(Question.JOURNAL, Interview::yes);
        List<EnforcerKind> enforce = answer(Question.ENFORCE, Interview::enforcers);
        boolean dryRun = !enforce.isEmpty() && answer(Question.DRY_RUN, Interview::yes);
        List<Network> allow = enforce.isEmpty() ? List.of() : answer(Question.ALLOW, Interview::networks);
        return new Answers(kafka, host, logs, journal, enforce, dryRun, allow, answer(Question.START, Interview::yes));
    }

    private <T> T answer(Question question, Function<String, T> reading) throws IOException {
        String suggestion = suggestions.of(question);
        String answered = given.get(question.key());
        if (answered != null || person == null) {
            return read(question, answered == null || answered.equals("auto") ? suggestion : answered, reading);
        }
        for (int tries = 1; true; tries++) {
            String said = person.answer(question.text(), suggestion);
            if (said == null) {
                throw new BadAnswersException(question.key() + ": not answered");
            }
            try {
                return read(question, said.isBlank() ? suggestion : said, reading);
            } catch (BadAnswersException e) {
                if (tries == TRIES) {
                    throw e;
                }
                person.told(e.getMessage());
            }
        }
    }

    private static <T> T read(Question question, String text, Function<String, T> reading) {
        try {
            return reading.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new BadAnswersException(question.key() + ": " + e.getMessage());
        }
    }

    private static String brokers(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the brokers' addresses are needed, as HOST:PORT");
        }
        for (String broker : text.split(",", -1)) {
            if (!broker.strip().matches("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5}")) {
                throw new IllegalArgumentException("`" + broker.strip() + "` is not of the form HOST:PORT");
            }
        }
        return Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.joining(","));
    }

    private static String hostName(String text) {
        if (!text.matches("[A-Za-z0-9._-]{0,253}")) {
            throw new IllegalArgumentException("`" + text + "` is no host name");
        }
        return text;
    }

    private static boolean yes(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true" -> true;
            case "no", "n", "false" -> false;
            default -> throw new IllegalArgumentException("`" + text + "` is neither yes nor no");
        };
    }

    private static List<String> list(String text) {
        return text.equals("none") || text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    private static List<Network> networks(String text) {
        return list(text).stream().map(Network::of).toList();
    }

    private static List<EnforcerKind> enforcers(String text) {
        return text.equals("off")
                ? List.of()
                : list(text).stream().map(Interview::enforcer).toList();
    }

    private static EnforcerKind enforcer(String name) {
        return Arrays.stream(EnforcerKind.values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`" + name + "` is none of " + Arrays.toString(EnforcerKind.values()) + ", nor off"));
    }
}
