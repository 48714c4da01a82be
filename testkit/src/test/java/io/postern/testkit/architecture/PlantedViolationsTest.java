package io.postern.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule nobody has seen red may be checking nothing: each is shown classes that break it, and classes that do not.
class PlantedViolationsTest {
    private static final String RULES = "io.postern.testkit.architecture";
    private static final String PLANTED = RULES + ".planted.";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(RULES);

    static List<ArgumentSet> turnsRedOnAPlantedViolation() {
        return List.of(
                planted("clock", Rules.timeIsPassedIn(), "System.currentTimeMillis()", "Instant.now()"),
                planted("clock", Rules.oneClassReadsTheSystemClock(), "FirstClock", "SecondClock"),
                planted("cycle", Rules.packagesFormNoCycle(), "One", "Two"),
                planted("endpoint", Rules.endpointsArePublic(), "HiddenResource.get()"),
                planted("framework", Rules.onlyTheEdgeKnowsTheFramework(), "Decision.decide()"),
                planted("name", Rules.namesSayWhatAClassIs(), "GreetingHelper"),
                planted("util", Rules.packagesAreNamedAfterWhatTheyAreAbout(), "util.Greeting"),
                planted("undocumented", Rules.everyPackageSaysWhatItIs(), "undocumented has no package-info"),
                argumentSet(
                        "a class outside the module's package",
                        PLANTED + "name",
                        Rules.staysInItsPackage(PLANTED + "name", ALL),
                        List.of("util.Greeting lies outside")),
                argumentSet(
                        "a package in two modules",
                        RULES,
                        Rules.staysInItsPackage(RULES, ALL),
                        List.of("is in a package shared by")));
    }

    @ParameterizedTest
    @MethodSource
    void turnsRedOnAPlantedViolation(String root, ArchRule rule, List<String> saying) {
        var result = rule.evaluate(ALL.that(Rules.resideIn(root)));

        assertThat(result.getFailureReport().toString()).contains(saying);
    }

    @Test
    void everyRuleHasItsPlantedViolation() {
        assertThat(turnsRedOnAPlantedViolation())
                .extracting(planted -> ((ArchRule) planted.get()[1]).getDescription())
                .containsAll(Rules.of(RULES, ALL).stream()
                        .map(ArchRule::getDescription)
                        .toList());
    }

    static List<ArgumentSet> staysGreenOnCleanClasses() {
        JavaClasses clean = ALL.that(Rules.resideIn(PLANTED + "clean"));
        return Rules.of(PLANTED + "clean", clean).stream()
                .map(rule -> argumentSet(rule.getDescription(), rule, clean))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void staysGreenOnCleanClasses(ArchRule rule, JavaClasses clean) {
        assertThat(rule.evaluate(clean).getFailureReport().getDetails()).isEmpty();
    }

    private static ArgumentSet planted(String folder, ArchRule rule, String... saying) {
        return argumentSet(folder + ": " + rule.getDescription(), PLANTED + folder, rule, List.of(saying));
    }
}
