package io.postern.cli.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration file as lines: settings are changed where they stand, or where they stand commented out, and all
/// else stays as it was, comments included. Reads what people write by hand: nested keys, one on a line.
record CommentedYaml(List<String> lines) {

    /// Indentation, `#` without a blank when commented out, the key, its value.
    private static final Pattern KEY = Pattern.compile("( *)(#?)([A-Za-z][A-Za-z0-9-]*):(?: +(.*)| *)");

    CommentedYaml {
        lines = List.copyOf(lines);
    }

    static CommentedYaml of(String text) {
        return new CommentedYaml(text.lines().toList());
    }

    /// @param values by dotted name; the value as YAML has it
    /// @throws BadAnswersException when the file has no place for one of them
    CommentedYaml with(Map<String, String> values) {
        Map<String, String> missing = new TreeMap<>(values);
        List<String> changed = new ArrayList<>();
        Walk walk = new Walk();
        for (int i = 0; i < lines.size(); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            String name = key.matches() ? walk.at(key.group(1).length(), key.group(3)) : null;
            if (name == null || !missing.containsKey(name) || shadowed(i, name)) {
                changed.add(lines.get(i));
                continue;
            }
            changed.add(key.group(1) + key.group(3) + ": " + missing.remove(name));
            if (key.group(2).isEmpty()) {
                i = endOfValue(i, key.group(1).length());
            }
        }
        if (!missing.isEmpty()) {
            throw new BadAnswersException("there is no line for " + missing.keySet()
                    + ", not even a commented one: add it, or begin with the file that was shipped");
        }
        return new CommentedYaml(changed);
    }

    /// A setting that is commented out gives way to one further down that is not.
    private boolean shadowed(int line, String name) {
        if (!lines.get(line).strip().startsWith("#")) {
            return false;
        }
        Walk walk = new Walk();
        return lines.stream()
                .map(KEY::matcher)
                .filter(Matcher::matches)
                .anyMatch(key -> name.equals(walk.at(key.group(1).length(), key.group(3)))
                        && key.group(2).isEmpty());
    }

    /// The last line of a value that goes on below its key: deeper ones, and list items beside it.
    private int endOfValue(int line, int indent) {
        int end = line;
        for (int i = line + 1; i < lines.size(); i++) {
            String text = lines.get(i);
            int depth = text.length() - text.stripLeading().length();
            String rest = text.strip();
            if (rest.isEmpty() || rest.startsWith("#")) {
                continue;
            }
            if (depth <= indent && !(depth == indent && rest.startsWith("- "))) {
                break;
            }
            end = i;
        }
        return end;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /// The keys above the present line.
    private static final class Walk {

        private final List<Map.Entry<Integer, String>> path = new ArrayList<>();

        String at(int indent, String key) {
            path.removeIf(above -> above.getKey() >= indent);
            path.add(Map.entry(indent, key));
            return String.join(".", path.stream().map(Map.Entry::getValue).toList());
        }
    }
}
