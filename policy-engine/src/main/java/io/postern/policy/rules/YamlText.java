package io.postern.policy.rules;

import java.io.StringReader;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/// A file of version 1 as YAML's node tree: no object of the library's choosing is ever made.
public final class YamlText {

    private YamlText() {}

    /// Null when it is not YAML, or empty, which is a problem then.
    ///
    /// @param file its name, for the problems
    public static Node top(String file, String text, List<Problem> problems) {
        try {
            Node top = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (top == null) {
                problems.add(Problem.of(file, "empty; it begins with version: 1"));
            }
            return top;
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            problems.add(
                    new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, null, "not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(Problem.of(file, "not YAML: " + e.getMessage()));
        }
        return null;
    }

    /// The version that these files have had so far.
    ///
    /// @throws IllegalArgumentException when it is another one
    public static String version(String version) {
        if (!version.equals("1")) {
            throw new IllegalArgumentException("'" + version + "' is not supported; supported: 1");
        }
        return version;
    }
}
