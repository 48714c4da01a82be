package io.postern.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.backends.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a stack is put together, with services that are ready at once and back ends somebody else would run.
class PosternStackTest {
    @TempDir
    Path home;

    @TempDir
    Path directory;

    @BeforeEach
    void install() throws IOException {
        FakeService.installIn(home, Arrays.asList(Service.values()));
    }

    @Test
    void backEndsAreReadyBeforeServices() throws IOException, InterruptedException {
        var told = new ConcurrentLinkedQueue<String>();

        PosternStack.start(plan().tell((component, address, took) -> told.add(component)))
                .close();

        assertThat(told).hasSize(4).endsWith("all-in-one").contains("kafka", "postgres", "redis");
    }

    @Test
    void apartEveryServiceHasItsOwnAddress() throws IOException, InterruptedException {
        try (PosternStack stack = PosternStack.start(plan().apart())) {
            List<URI> urls = Arrays.stream(Service.values())
                    .filter(service -> service != Service.ALL_IN_ONE)
                    .map(stack::url)
                    .toList();
            assertThat(urls).doesNotHaveDuplicates().hasSize(5);
        }
    }

    @Test
    void otherProcessesFindItWhileItRuns() throws IOException, InterruptedException {
        try (PosternStack stack = PosternStack.start(plan())) {
            RunningStack found = RunningStack.in(directory).orElseThrow();

            assertThat(found.url(Service.REPORTER))
                    .contains(stack.url(Service.REPORTER).toString());
            assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(Files.readString(directory.resolve("stack.json"))).doesNotContain("secret");
        }
        assertThat(RunningStack.in(directory)).isEmpty();
    }

    @Test
    void servicesAreToldWhereTheirBackEndsAreInAFileOnlyTheOwnerReads() throws IOException, InterruptedException {
        PosternStack.start(plan().set(Service.COLLECTOR, "postern.collector.files", "/var/log/mail.log"))
                .close();

        Path file = directory.resolve("all-in-one/application.properties");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file))
                .contains("kafka.bootstrap.servers=kafka.example.org\\:9092")
                .contains("quarkus.datasource.report.password=secret")
                .contains("postern.collector.files=/var/log/mail.log")
                .contains("postern.collector.state-directory=" + directory.resolve("collector/state"));
    }

    @Test
    void addressesStayTheSameOverRestarts() throws IOException, InterruptedException {
        URI before;
        try (PosternStack stack = PosternStack.start(plan())) {
            before = stack.url(Service.REPORTER);
        }
        try (PosternStack stack = PosternStack.start(plan())) {
            assertThat(stack.url(Service.REPORTER)).isEqualTo(before);
        }
    }

    @Test
    void aKilledServiceCanBeStartedAgainAtItsOldAddress() throws IOException, InterruptedException {
        try (PosternStack stack = PosternStack.start(plan().apart())) {
            URI before = stack.url(Service.COLLECTOR);
            long pid = pid(Service.COLLECTOR);

            stack.kill(Service.COLLECTOR);
            stack.restart(Service.COLLECTOR);

            assertThat(stack.url(Service.COLLECTOR)).isEqualTo(before);
            assertThat(pid(Service.COLLECTOR)).isNotEqualTo(pid);
        }
    }

    @Test
    void aServiceThatEndsByItselfIsReported() throws IOException, InterruptedException {
        try (PosternStack stack = PosternStack.start(plan().apart())) {
            ProcessHandle.of(pid(Service.ENRICHER)).orElseThrow().destroyForcibly();

            assertThat(stack.awaitFailure())
                    .hasMessageContaining("enricher ended with code 137")
                    .hasMessageContaining(directory.resolve("logs/enricher.log").toString());
        }
    }

    @Test
    void aServiceThatCannotStartNamesItsLogAndStopsTheRest() throws IOException {
        assertThatThrownBy(() -> PosternStack.start(plan().apart().set(Service.REPORTER, "break", "loudly")))
                .hasMessageContaining("reporter ended with code 3 before it was ready")
                .hasMessageContaining(directory.resolve("logs/reporter.log").toString())
                .hasMessageEndingWith("  the reason why it cannot start");

        assertThat(RunningStack.in(directory)).isEmpty();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void aServiceThatIsNotReadyInTimeNamesItsLog() throws IOException {
        StackPlan plan = plan().set(Service.COLLECTOR, "break", "silently").readyWithin(Duration.ofSeconds(1));

        assertThatThrownBy(() -> PosternStack.start(plan))
                .hasMessageStartingWith("all-in-one was not ready after 1 s; its log is " + directory);
    }

    @Test
    void aServiceThatIsNotBuiltIsNamed() throws IOException {
        Files.delete(home.resolve("all-in-one/target/quarkus-app/quarkus-run.jar"));

        assertThatThrownBy(() -> PosternStack.start(plan())).hasMessageStartingWith("all-in-one is not built");
    }

    private long pid(Service service) throws IOException {
        return RunningStack.in(directory).orElseThrow().parts().stream()
                .filter(part -> part.name().equals(service.label()))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private StackPlan plan() {
        return StackPlan.of(home, directory)
                .external(new Address.Kafka("kafka.example.org:9092"))
                .external(new Address.Postgres("db.example.org", 5432, "postern", "postern", "secret"))
                .external(new Address.Redis("redis://:secret@cache.example.org:6379"))
                .once();
    }
}
