package io.postern.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// The rules, each a sentence. `PlantedViolationsTest` has seen every one of them red.
final class Rules {

    /// Class names by which the edge is known. Startup: wires a service's parts as its process begins and ends.
    /// Streams: runs a topology. Processor: Kafka Streams hands its state stores to nothing else.
    private static final Pattern EDGE = Pattern.compile(
            ".*(Startup|Topology|Streams|Processor|Resource|Config|Consumer|Producer|Client|Check|Health)");

    private static final String[] FRAMEWORK = {
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "jakarta.enterprise..",
        "jakarta.inject..",
        "jakarta.ws.rs..",
        "org.apache.kafka.streams..",
        "org.eclipse.microprofile.."
    };

    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private Rules() {}

    /// @param ours the module's classes and all of ours it could see
    static List<ArchRule> of(String root, JavaClasses ours) {
        return List.of(
                staysInItsPackage(root, ours),
                onlyTheEdgeKnowsTheFramework(),
                packagesFormNoCycle(),
                timeIsPassedIn(),
                oneClassReadsTheSystemClock(),
                namesSayWhatAClassIs(),
                packagesAreNamedAfterWhatTheyAreAbout(),
                everyPackageSaysWhatItIs(),
                endpointsArePublic());
    }

    static DescribedPredicate<JavaClass> resideIn(String root) {
        return JavaClass.Predicates.resideInAPackage(root + "..");
    }

    /// Both ways, so no package is shared: nothing of the module lies outside, nothing inside comes from elsewhere.
    static ArchRule staysInItsPackage(String root, JavaClasses ours) {
        Set<String> homes =
                ours.stream().filter(resideIn(root)).map(Rules::home).collect(toCollection(TreeSet::new));
        Set<String> strays = ours.stream()
                .filter(type -> homes.contains(home(type)))
                .filter(not(resideIn(root)))
                .map(JavaClass::getName)
                .collect(toCollection(TreeSet::new));
        return classes()
                .should(have("one home", (type, events) -> {
                    if (homes.size() > 1) {
                        events.add(violated(type, type.getName() + " is in a package shared by " + homes));
                    }
                    strays.forEach(stray -> events.add(violated(type, stray + " lies outside " + root)));
                }))
                .as("a module and its package are one");
    }

    static ArchRule onlyTheEdgeKnowsTheFramework() {
        return noClasses()
                .that(describe(
                        "are not the edge",
                        type -> !EDGE.matcher(topLevel(type).getSimpleName()).matches()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORK)
                .as("only the edge knows the framework")
                .allowEmptyShould(true);
    }

    static ArchRule packagesFormNoCycle() {
        return slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .as("packages form no cycle")
                .allowEmptyShould(true);
    }

    static ArchRule timeIsPassedIn() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("read the clock unasked", Rules::readsTheClock))
                .as("time is passed in");
    }

    static ArchRule oneClassReadsTheSystemClock() {
        return all(new AbstractClassesTransformer<JavaClasses>("modules") {
                    @Override
                    public Iterable<JavaClasses> doTransform(JavaClasses module) {
                        return List.of(module);
                    }
                })
                .should(have("at most one class that calls Clock.system…", (module, events) -> {
                    Set<String> readers = module.stream()
                            .filter(type -> type.getAccessesFromSelf().stream().anyMatch(Rules::readsTheSystemClock))
                            .map(type -> topLevel(type).getName())
                            .collect(toCollection(TreeSet::new));
                    if (readers.size() > 1) {
                        events.add(violated(module, "the system clock is read in " + readers));
                    }
                }))
                .as("one class at most reads the system clock");
    }

    static ArchRule namesSayWhatAClassIs() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
                .as("no name ends in Impl, Util, Helper or Manager");
    }

    static ArchRule packagesAreNamedAfterWhatTheyAreAbout() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        "..service..",
                        "..model..",
                        "..dto..",
                        "..impl..",
                        "..util..",
                        "..common..",
                        "..helper..",
                        "..exception..")
                .as("packages are named after what they are about");
    }

    /// Needs javac's -Xpkginfo:always.
    static ArchRule everyPackageSaysWhatItIs() {
        return all(new AbstractClassesTransformer<JavaPackage>("packages") {
                    @Override
                    public Iterable<JavaPackage> doTransform(JavaClasses module) {
                        return module.stream().map(JavaClass::getPackage).collect(toSet());
                    }
                })
                .should(have("a package-info", (name, events) -> {
                    if (name.tryGetPackageInfo().isEmpty()) {
                        events.add(violated(name, name.getName() + " has no package-info.java"));
                    }
                }))
                .as("every package says what it is");
    }

    /// Quarkus REST answers 404 for one that is not, and says nothing.
    static ArchRule endpointsArePublic() {
        return methods()
                .that(describe("are endpoints", Rules::isEndpoint))
                .should()
                .bePublic()
                .as("endpoints are public")
                .allowEmptyShould(true);
    }

    private static boolean isEndpoint(JavaMethod method) {
        return VERBS.stream().anyMatch(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb));
    }

    /// `Instant.now()` and its kin, `new Date()`, `System.currentTimeMillis()`. A duration by nanoTime is no date.
    private static boolean readsTheClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String target = access.getTarget().getFullName();
        if (owner.isAssignableTo(Temporal.class)) {
            return access.getTarget().getName().equals("now") && !target.endsWith("(java.time.Clock)");
        }
        return target.equals("java.util.Date.<init>()") || target.equals("java.lang.System.currentTimeMillis()");
    }

    private static boolean readsTheSystemClock(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Clock.class)
                && access.getTarget().getName().startsWith("system");
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(Rules::topLevel).orElse(type);
    }

    /// The jar or folder a class was found in.
    private static String home(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().toString();
        return file.substring(
                0, file.length() - ".class".length() - type.getName().length());
    }

    private static <T> ArchCondition<T> have(String what, BiConsumer<T, ConditionEvents> check) {
        return new ArchCondition<>("have " + what) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.accept(item, events);
            }
        };
    }
}
