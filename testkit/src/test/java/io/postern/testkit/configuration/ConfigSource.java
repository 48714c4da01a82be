package io.postern.testkit.configuration;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The keys that one `*Config` interface declares, read from its source with the JDK's own parser, because the sentence
/// that says what a key changes is a comment.
final class ConfigSource {

    /// @param standard the default, null when the key has none
    record Key(String name, String type, String standard, String sentence) {

        /// The environment variable that sets it, as MicroProfile Config maps names; null for what has names or numbers
        /// of its own in the key.
        String variable() {
            boolean one = !type.startsWith("map<") && !name.contains("[]") && !name.contains("*");
            return one ? name.replaceAll("[^a-zA-Z0-9]", "_").toUpperCase(Locale.ROOT) : null;
        }
    }

    private final CompilationUnitTree unit;
    private final DocTrees docs;
    private final ClassTree root;

    private ConfigSource(CompilationUnitTree unit, DocTrees docs) {
        this.unit = unit;
        this.docs = docs;
        this.root = (ClassTree) unit.getTypeDecls().getFirst();
    }

    static ConfigSource read(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            return new ConfigSource(unit, DocTrees.instance(task));
        }
    }

    String prefix() {
        return argument(root.getModifiers(), "ConfigMapping", "prefix").orElseThrow();
    }

    List<Key> keys() {
        List<Key> keys = new ArrayList<>();
        collect(root, prefix(), keys);
        return keys;
    }

    private void collect(ClassTree type, String prefix, List<Key> keys) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                String name = prefix + "."
                        + argument(method.getModifiers(), "WithName", "value")
                                .orElseGet(() -> kebab(method.getName().toString()));
                String returned = method.getReturnType().toString();
                Optional<ClassTree> nested = nested(returned);
                if (nested.isPresent()) {
                    String many = returned.startsWith("List<") ? "[]" : returned.startsWith("Map<") ? ".*" : "";
                    collect(nested.get(), name + many, keys);
                } else {
                    keys.add(new Key(name, typeName(returned), standard(method, returned), sentence(type, method)));
                }
            }
        }
    }

    private Optional<ClassTree> nested(String returned) {
        String simple = returned.replaceAll("^(Optional|List|Map<String, )?<?|>+$", "");
        return root.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .filter(type -> type.getKind() == Tree.Kind.INTERFACE)
                .filter(type -> type.getSimpleName().contentEquals(simple))
                .findFirst();
    }

    private static String standard(MethodTree method, String returned) {
        return argument(method.getModifiers(), "WithDefault", "value")
                .orElse(returned.matches("(Optional|List|Map)<.*|OptionalInt") ? "(none)" : null);
    }

    private static String typeName(String returned) {
        return returned.replaceAll("^Optional<(.*)>$|^Optional(Int)$", "$1$2")
                .replaceAll("^List<(.*)>$", "list of $1")
                .toLowerCase(Locale.ROOT);
    }

    private String sentence(ClassTree type, MethodTree method) {
        TreePath path = TreePath.getPath(unit, method);
        String comment = docs.getDocComment(path);
        if (comment == null || comment.isBlank()) {
            throw new AssertionError(type.getSimpleName() + "." + method.getName() + " has no sentence");
        }
        return comment.strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static Optional<String> argument(ModifiersTree modifiers, String annotation, String name) {
        for (AnnotationTree candidate : modifiers.getAnnotations()) {
            if (candidate.getAnnotationType().toString().equals(annotation)) {
                for (ExpressionTree argument : candidate.getArguments()) {
                    if (argument instanceof AssignmentTree named
                            && named.getVariable().toString().equals(name)) {
                        return Optional.of(literal(named.getExpression()));
                    }
                    if (!(argument instanceof AssignmentTree) && name.equals("value")) {
                        return Optional.of(literal(argument));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String literal(ExpressionTree expression) {
        return expression instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : expression.toString();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
