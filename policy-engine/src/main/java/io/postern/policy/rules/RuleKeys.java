package io.postern.policy.rules;

import io.postern.events.Outcome;
import io.postern.events.Service;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// Reads one entry of rules.yaml. What is missing or wrong is a problem and stands in the rule as something harmless.
final class RuleKeys {

    static final Set<String> KEYS = RulesFile.ordered(
            "name",
            "per",
            "count",
            "services",
            "hosts",
            "outcomes",
            "accounts",
            "within",
            "limit",
            "then",
            "for",
            "escalate",
            "delay",
            "veto",
            "on-success",
            "mode");

    /// The name goes into topic keys, metric labels and firewall comments.
    private static final String NAME = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";

    private static final int HIGHEST_LIMIT = 1000;
    private static final int HIGHEST_DISTINCT_LIMIT = 1_000_000;

    /// The topic of enriched attempts keeps 30 days.
    private static final Duration LONGEST_WITHIN = Duration.ofDays(30);

    private final Rule.Mode mode;
    private final Prefixes prefixes;

    /// @param mode of the whole file: rules on trial stay on trial
    RuleKeys(Rule.Mode mode, Prefixes prefixes) {
        this.mode = mode;
        this.prefixes = prefixes;
    }

    Rule read(YamlKeys keys) {
        String name = keys.required("name", RuleKeys::name);
        Per per = keys.required("per", YamlKeys.word(Per.class));
        Count count = keys.required("count", YamlKeys.word(Count.class));
        if (per != null && count != null && !per.counts().contains(count)) {
            keys.problem(
                    "count",
                    "'" + Rule.word(count) + "' cannot be counted per " + Rule.word(per) + "; what can: "
                            + YamlKeys.words(per.counts()));
        }
        Integer limit = limit(keys, count);
        Duration within = keys.required("within", upTo(LONGEST_WITHIN));
        Filter filter = filter(keys, count);
        Consequence then = new ConsequenceKeys(keys, per, count).read();
        Rule.Mode own = keys.optional("mode", Rule.Mode.ENFORCE, YamlKeys.word(Rule.Mode.class));
        return new Rule(
                name,
                per == null ? Per.CLIENT : per,
                count == null ? Count.FAILURES : count,
                limit == null ? 1 : limit,
                within,
                filter,
                then,
                mode == Rule.Mode.SIMULATE ? mode : own,
                prefixes);
    }

    private static Integer limit(YamlKeys keys, Count count) {
        boolean high = count != null && (count.isDistinct() || count == Count.TRAVEL);
        Function<String, Integer> number = YamlKeys.number(1, high ? HIGHEST_DISTINCT_LIMIT : HIGHEST_LIMIT);
        return count == Count.NEW_COUNTRY || count == Count.NEW_ASN
                ? keys.optional("limit", 1, YamlKeys.number(1, 1))
                : keys.required("limit", number);
    }

    private static Filter filter(YamlKeys keys, Count count) {
        Set<Outcome> outcomes = present(keys.list("outcomes", YamlKeys.word(Outcome.class, Outcome::wire)));
        for (Outcome outcome : outcomes) {
            boolean counts = outcome.isFailure() || outcome == Outcome.SUCCEEDED;
            if (!counts
                    || count != null && !count.isDistinct() && !count.outcomes().contains(outcome)) {
                keys.problem("outcomes", "'" + outcome.wire() + "' never counts here");
            }
        }
        return new Filter(
                present(keys.list("services", YamlKeys.word(Service.class))),
                present(keys.list("hosts", RuleKeys::lower)),
                outcomes,
                present(keys.list("accounts", RuleKeys::lower)));
    }

    private static <T> Set<T> present(List<T> values) {
        Set<T> present = new HashSet<>(values);
        present.removeIf(Objects::isNull);
        return present;
    }

    private static String lower(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text.strip().toLowerCase(Locale.ROOT);
    }

    static String name(String text) {
        if (!text.matches(NAME)) {
            throw new IllegalArgumentException(
                    "lower-case letters, digits and dashes inside, at most 64, was '" + text + "'");
        }
        return text;
    }

    static Function<String, Duration> upTo(Duration most) {
        return text -> {
            Duration duration = ShortDuration.parse(text);
            if (duration.compareTo(most) > 0) {
                throw new IllegalArgumentException("at most " + ShortDuration.format(most) + ", was " + text);
            }
            return duration;
        };
    }
}
