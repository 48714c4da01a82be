package io.postern.policy.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/// Reads rules.yaml, version 1.
final class RulesFile {

    private static final Set<String> TOP_KEYS = ordered("version", "mode", "networks", "rules");
    private static final Set<String> NETWORK_KEYS = ordered("v4", "v6");

    private static final int MOST_RULES = 100;

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
        Node top = YamlText.top(file, text, problems);
        if (top == null) {
            return List.of();
        }
        YamlKeys keys = new YamlKeys(file, top, TOP_KEYS, problems);
        keys.required("version", YamlText::version);
        RuleKeys rule = new RuleKeys(
                keys.optional("mode", Rule.Mode.ENFORCE, YamlKeys.word(Rule.Mode.class)),
                prefixes(keys.mapping("networks", NETWORK_KEYS)));
        return rules(keys, rule);
    }

    private List<Rule> rules(YamlKeys keys, RuleKeys rule) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node entry : keys.mappings("rules")) {
            YamlKeys ofOne = new YamlKeys(file, entry, RuleKeys.KEYS, problems);
            rules.add(rule.read(ofOne));
            String name = rules.getLast().name();
            if (name != null && !names.add(name)) {
                ofOne.problem("name", "another rule is called '" + name + "' already");
            }
        }
        if (rules.size() > MOST_RULES) {
            keys.problem("rules", "at most " + MOST_RULES + ", were " + rules.size());
        }
        return rules;
    }

    /// No shorter than what one registry hands out at once: a ban of more would be a ban of strangers.
    private static Prefixes prefixes(YamlKeys keys) {
        if (keys == null) {
            return Prefixes.USUAL;
        }
        Integer v4 = keys.optional("v4", Prefixes.USUAL.v4(), YamlKeys.number(16, 32));
        Integer v6 = keys.optional("v6", Prefixes.USUAL.v6(), YamlKeys.number(32, 128));
        return v4 == null || v6 == null ? Prefixes.USUAL : new Prefixes(v4, v6);
    }

    /// Keeps the order in which messages list the keys.
    static Set<String> ordered(String... keys) {
        return new LinkedHashSet<>(List.of(keys));
    }
}
