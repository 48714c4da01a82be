package io.postern.policy.rules;

import io.postern.events.Service;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// Reads rules.yaml, version 1. Only the node tree of the YAML library is used: no object of its choosing is ever made.
final class RulesFile {

    private static final Set<String> TOP_KEYS = ordered("version", "rules");
    private static final Set<String> RULE_KEYS =
            ordered("name", "per", "count", "services", "within", "limit", "then", "for", "mode");

    /// The name goes into topic keys, metric labels and firewall comments.
    private static final String NAME = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";

    private static final int MOST_RULES = 100;
    private static final int HIGHEST_LIMIT = 1000;

    /// The topic of enriched attempts keeps 30 days.
    private static final Duration LONGEST_WITHIN = Duration.ofDays(30);

    private static final Duration LONGEST_FOR = Duration.ofDays(366);

    private final String file;
    private final List<Problem> problems;

    private RulesFile(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /// @param file its name, for the problems
    /// @param problems everything wrong is added here; if anything is, the result is of no use
    static List<Rule> read(String file, String text, List<Problem> problems) {
        return new RulesFile(file, problems).read(text);
    }

    private List<Rule> read(String text) {
        Node top;
        try {
            top = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.add(
                    new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, null, "not YAML: " + e.getProblem()));
            return List.of();
        } catch (YAMLException e) {
            problems.add(Problem.of(file, "not YAML: " + e.getMessage()));
            return List.of();
        }
        if (top == null) {
            problems.add(Problem.of(file, "empty; it begins with version: 1"));
            return List.of();
        }
        YamlKeys keys = new YamlKeys(file, top, TOP_KEYS, problems);
        keys.required("version", version -> {
            if (!version.equals("1")) {
                throw new IllegalArgumentException("'" + version + "' is not supported; supported: 1");
            }
            return version;
        });
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node entry : keys.mappings("rules")) {
            YamlKeys rule = new YamlKeys(file, entry, RULE_KEYS, problems);
            rules.add(rule(rule));
            String name = rules.getLast().name();
            if (name != null && !names.add(name)) {
                rule.problem("name", "another rule is called '" + name + "' already");
            }
        }
        if (rules.size() > MOST_RULES) {
            keys.problem("rules", "at most " + MOST_RULES + ", were " + rules.size());
        }
        return rules;
    }

    private static Rule rule(YamlKeys keys) {
        String name = keys.required("name", RulesFile::name);
        Rule.Per per = keys.required("per", YamlKeys.word(Rule.Per.class));
        Rule.Count count = keys.required("count", YamlKeys.word(Rule.Count.class));
        Integer limit = keys.required("limit", YamlKeys.number(1, HIGHEST_LIMIT));
        Duration within = keys.required("within", upTo(LONGEST_WITHIN));
        List<Service> services = keys.list("services", YamlKeys.word(Service.class));
        Rule.Then then = keys.required("then", YamlKeys.word(Rule.Then.class));
        Duration lasts = keys.required("for", upTo(LONGEST_FOR));
        Rule.Mode mode = keys.optional("mode", Rule.Mode.ENFORCE, YamlKeys.word(Rule.Mode.class));
        Set<Service> doors = new HashSet<>(services);
        doors.removeIf(Objects::isNull);
        return new Rule(name, per, count, limit == null ? 1 : limit, within, doors, then, lasts, mode);
    }

    private static String name(String text) {
        if (!text.matches(NAME)) {
            throw new IllegalArgumentException(
                    "lower-case letters, digits and dashes inside, at most 64, was '" + text + "'");
        }
        return text;
    }

    private static Function<String, Duration> upTo(Duration most) {
        return text -> {
            Duration duration = ShortDuration.parse(text);
            if (duration.compareTo(most) > 0) {
                throw new IllegalArgumentException("at most " + ShortDuration.format(most) + ", was " + text);
            }
            return duration;
        };
    }

    /// Keeps the order in which messages list the keys.
    private static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
