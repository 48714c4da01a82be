package io.postern.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs all [Rules] on the main classes of one module, which says so in its own tests:
///
/// ```java
/// class ArchitectureTest extends ArchitectureRules {
///     ArchitectureTest() {
///         super("io.postern.policy");
///     }
/// }
/// ```
///
/// Plain ArchUnit inside a parameterised test: every rule is counted, and one that never ran is seen.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {

    /// Everything of ours on the class path, so that a rule can look past the module.
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.postern");

    private final String root;
    private final JavaClasses module;

    protected ArchitectureRules(String root) {
        this.root = root;
        this.module = OURS.that(Rules.resideIn(root));
    }

    @ParameterizedTest
    @MethodSource("rules")
    public void keeps(ArchRule rule) {
        rule.check(module);
    }

    List<ArgumentSet> rules() {
        return Rules.of(root, OURS).stream()
                .map(rule -> Arguments.argumentSet(rule.getDescription(), rule))
                .toList();
    }
}
