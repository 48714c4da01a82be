package io.postern.policy.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// The keys of one YAML mapping. Whatever is wrong is written down with its place, and reading goes on, so that one run
/// shows every mistake.
public final class YamlKeys {

    private final String file;
    private final Node whole;
    private final List<Problem> problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /// @param known the keys there are; any other is a problem
    public YamlKeys(String file, Node whole, Set<String> known, List<Problem> problems) {
        this.file = file;
        this.whole = whole;
        this.problems = problems;
        if (!(whole instanceof MappingNode mapping)) {
            problem(whole, null, "expected keys and values, like name: brute-force");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
            if (!known.contains(key)) {
                problem(entry.getKeyNode(), key, "unknown key; known are " + String.join(", ", known));
            } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
                problem(entry.getKeyNode(), key, "stands here twice");
            }
        }
    }

    /// The value read from text, or null and a problem when it is missing, no plain text or `read` refuses it.
    public <T> T required(String key, Function<String, T> read) {
        Node node = values.get(key);
        if (node == null) {
            if (whole instanceof MappingNode) {
                problem(whole, key, "missing");
            }
            return null;
        }
        return read(key, node, read);
    }

    public <T> T optional(String key, T otherwise, Function<String, T> read) {
        Node node = values.get(key);
        return node == null ? otherwise : read(key, node, read);
    }

    /// The items of a list; one plain text counts as a list of it.
    public <T> List<T> list(String key, Function<String, T> read) {
        Node node = values.get(key);
        List<T> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(read(key, item, read)));
        } else if (node != null) {
            items.add(read(key, node, read));
        }
        return items;
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /// The keys of a mapping that stands under a key; null when there is none.
    YamlKeys mapping(String key, Set<String> known) {
        Node node = values.get(key);
        return node == null ? null : new YamlKeys(file, node, known, problems);
    }

    /// The items of a required list of mappings.
    public List<Node> mappings(String key) {
        Node node = values.get(key);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (whole instanceof MappingNode) {
            problem(
                    node == null ? whole : node,
                    key,
                    node == null ? "missing" : "expected a list, each entry with a dash");
        }
        return List.of();
    }

    public void problem(String key, String message) {
        problem(values.getOrDefault(key, whole), key, message);
    }

    private <T> T read(String key, Node node, Function<String, T> read) {
        if (!(node instanceof ScalarNode scalar)) {
            problem(node, key, "expected one value");
            return null;
        }
        try {
            return read.apply(scalar.getValue());
        } catch (IllegalArgumentException e) {
            problem(node, key, e.getMessage());
            return null;
        }
    }

    private void problem(Node at, String key, String message) {
        problems.add(new Problem(
                file, at.getStartMark().getLine() + 1, at.getStartMark().getColumn() + 1, key, message));
    }

    /// A whole number within bounds.
    public static Function<String, Integer> number(int least, int most) {
        return text -> {
            if (!text.matches("[+-]?\\d{1,9}")) {
                throw new IllegalArgumentException("not a whole number: '" + text + "'");
            }
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(
                        number < least
                                ? "at least " + least + ", was " + number
                                : "at most " + most + ", was " + number);
            }
            return number;
        };
    }

    /// A number with a fraction or without, within bounds.
    static Function<String, Double> decimal(double least, double most) {
        return text -> {
            if (!text.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
                throw new IllegalArgumentException("not a number: '" + text + "'");
            }
            double number = Double.parseDouble(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("from " + least + " to " + most + ", was " + text);
            }
            return number;
        };
    }

    /// One of the words that the enum's constants are in lower case.
    public static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
        return word(type, Rule::word);
    }

    /// @param word what a constant is called in the file
    public static <E extends Enum<E>> Function<String, E> word(Class<E> type, Function<E, String> word) {
        return text -> Arrays.stream(type.getEnumConstants())
                .filter(value -> word.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not supported; supported: "
                        + Arrays.stream(type.getEnumConstants()).map(word).collect(Collectors.joining(", "))));
    }

    /// A name that may stand in topic keys, metric labels and firewall comments.
    ///
    /// @throws IllegalArgumentException when it is none
    public static String name(String text) {
        return RuleKeys.name(text);
    }

    /// A duration of whole seconds, at most this.
    public static Function<String, Duration> upTo(Duration most) {
        return RuleKeys.upTo(most);
    }

    /// `failures, distinct-accounts`
    static String words(Collection<? extends Enum<?>> values) {
        return values.stream().map(Rule::word).collect(Collectors.joining(", "));
    }
}
