package io.postern.policy.rules;

import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads a file of [PolicyCase]s. Times are durations since the beginning of a case.
public final class CasesFile {

    private static final Set<String> TOP_KEYS = RulesFile.ordered("cases");
    private static final Set<String> CASE_KEYS = RulesFile.ordered("name", "attempts", "expect");
    private static final Set<String> ATTEMPT_KEYS = RulesFile.ordered(
            "after",
            "times",
            "every",
            "client",
            "account",
            "outcome",
            "service",
            "host",
            "attempts",
            "country",
            "asn",
            "latitude",
            "longitude");

    private static final Instant BEGINNING = Instant.parse("2026-01-15T12:00:00Z");
    private static final int MOST = 10_000;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    private CasesFile(String file) {
        this.file = file;
    }

    /// @param file its name, for the problems
    /// @throws RulesRefusedException when anything in it is wrong
    public static List<PolicyCase> read(String file, String text) throws RulesRefusedException {
        CasesFile reading = new CasesFile(file);
        List<PolicyCase> cases = reading.cases(text);
        if (!reading.problems.isEmpty()) {
            throw new RulesRefusedException(reading.problems);
        }
        return cases;
    }

    private List<PolicyCase> cases(String text) {
        try {
            Node top = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (top == null) {
                problems.add(Problem.of(file, "empty; it begins with cases:"));
                return List.of();
            }
            return new YamlKeys(file, top, TOP_KEYS, problems)
                    .mappings("cases").stream().map(this::oneCase).toList();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.add(
                    new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, null, "not YAML: " + e.getProblem()));
            return List.of();
        }
    }

    private PolicyCase oneCase(Node node) {
        YamlKeys keys = new YamlKeys(file, node, CASE_KEYS, problems);
        String name = keys.required("name", Function.identity());
        List<AttemptEnriched> attempts = new ArrayList<>();
        for (Node attempt : keys.mappings("attempts")) {
            attempts(new YamlKeys(file, attempt, ATTEMPT_KEYS, problems), attempts);
        }
        attempts.sort(Comparator.comparing(one -> one.attempt().at()));
        List<String> expected = keys.list("expect", Function.identity());
        expected.removeIf(String::isBlank);
        return new PolicyCase(
                name, attempts, expected, file + ":" + (node.getStartMark().getLine() + 1));
    }

    private void attempts(YamlKeys keys, List<AttemptEnriched> all) {
        Duration after = keys.optional(
                "after", Duration.ZERO, text -> text.equals("0") ? Duration.ZERO : ShortDuration.parse(text));
        Integer times = keys.optional("times", 1, YamlKeys.number(1, MOST));
        Duration every = keys.optional("every", Duration.ofSeconds(1), ShortDuration::parse);
        Address client = keys.required("client", Address::of);
        String account = keys.optional("account", null, Function.identity());
        Outcome outcome = keys.optional("outcome", Outcome.FAILED, YamlKeys.word(Outcome.class, Outcome::wire));
        Service service = keys.optional("service", Service.IMAP, YamlKeys.word(Service.class));
        String host = keys.optional("host", "mx1", Function.identity());
        Integer weight = keys.optional("attempts", 1, YamlKeys.number(1, MOST));
        String country = keys.optional("country", null, Function.identity());
        Integer asn = keys.optional("asn", null, YamlKeys.number(1, 999_999_999));
        Double latitude = keys.optional("latitude", null, YamlKeys.decimal(-90, 90));
        Double longitude = keys.optional("longitude", null, YamlKeys.decimal(-180, 180));
        if (!problems.isEmpty()) {
            return;
        }
        for (int i = 0; i < times; i++) {
            Instant at = BEGINNING.plus(after).plus(every.multipliedBy(i));
            String id = "attempt " + (all.size() + 1);
            AttemptObserved attempt = new AttemptObserved(
                    id, at, host, Source.DOVECOT_LOGIN, service, client, account, outcome, weight, null, id, null);
            all.add(new AttemptEnriched(attempt, profile(attempt, country, asn, latitude, longitude)));
        }
    }

    private static ClientProfile profile(
            AttemptObserved attempt, String country, Integer asn, Double latitude, Double longitude) {
        Lookup found = country == null && latitude == null ? Lookup.NO_DATABASE : Lookup.OK;
        return new ClientProfile(
                attempt.client(),
                attempt.at(),
                ClientProfile.ReverseName.none(ClientProfile.ReverseName.Status.NOT_ASKED),
                new ClientProfile.Place(found, country, null, latitude, longitude),
                asn == null
                        ? ClientProfile.Origin.none(Lookup.NO_DATABASE)
                        : new ClientProfile.Origin(Lookup.OK, asn.longValue(), null));
    }
}
