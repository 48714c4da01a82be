package io.postern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.standalone.Service;
import io.postern.standalone.StackPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is killed in the middle of it, the result is the same as if nothing had happened.
class FaultsE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINES = 1200;
    private static final List<Service> SERVICES =
            List.of(Service.COLLECTOR, Service.ENRICHER, Service.POLICY_ENGINE, Service.AUTH_API, Service.REPORTER);

    @TempDir
    Path directory;

    @Test
    void nothingIsLostAndNothingCountedTwiceWhateverIsKilled() throws Exception {
        JsonNode disturbed;
        try (Stack stack = Stack.start(Files.createDirectory(directory.resolve("disturbed")), StackPlan::apart)) {
            AttackLog log = logUntilNow();
            int step = LINES / (SERVICES.size() + 2);
            int written = 0;
            for (Service service : SERVICES) {
                stack.write(log.lines().subList(written, written += step));
                stack.running().kill(service);
                stack.write(log.lines().subList(written, written += step / 10));
                stack.running().restart(service);
            }
            stack.write(log.lines().subList(written, written += step));
            stack.running().kill(BackEnd.KAFKA);
            stack.write(log.lines().subList(written, written += step / 10));
            stack.running().restart(BackEnd.KAFKA);
            stack.running().kill(BackEnd.POSTGRES);
            stack.running().kill(BackEnd.REDIS);
            stack.write(log.lines().subList(written, LINES));
            stack.running().restart(BackEnd.POSTGRES);
            stack.running().restart(BackEnd.REDIS);
            disturbed = outcome(stack, log);
        }

        JsonNode undisturbed;
        Path quiet = Files.createDirectory(directory.resolve("undisturbed"));
        try (Backends own = someoneElses(quiet);
                Stack stack = Stack.start(
                        quiet,
                        plan -> plan.external(own.kafka())
                                .external(own.postgres())
                                .external(own.redis()))) {
            AttackLog log = logUntilNow();
            stack.write(log.lines());
            undisturbed = outcome(stack, log);
            assertThat(undisturbed.path("attempts").asInt()).isEqualTo(log.attempts());
        }

        assertThat(disturbed).isEqualTo(undisturbed);
    }

    /// The same each time but for its stamps: bans of an hour ago would be over.
    private static AttackLog logUntilNow() {
        return new AttackLog(LINES, 20261120, Clock.systemUTC().instant());
    }

    /// The back ends of a user who has outgrown one machine.
    private static Backends someoneElses(Path directory) throws IOException, InterruptedException {
        Backends.Plan plan = Backends.Plan.once(directory.resolve("elsewhere"));
        for (BackEnd backEnd : BackEnd.values()) {
            plan = plan.with(backEnd, new Source.Embedded(0));
        }
        return Backends.start(plan);
    }

    private static JsonNode outcome(Stack stack, AttackLog log) throws Exception {
        Rest rest = stack.rest();
        rest.settled(PATIENCE, stack.log().toString(), Files.size(stack.log()), log.attempts());
        rest.await(
                PATIENCE,
                "/api/v1/bans?limit=1000",
                bans -> bans.path("bans").size() >= log.bans().size());
        assertThat(rest.bans()).isEqualTo(log.bans());
        JsonNode counts = rest.json("/api/v1/status").path("counts");
        return Rest.JSON
                .createObjectNode()
                .put("attempts", counts.path("attempts").asLong())
                .put("failed", counts.path("failed").asLong())
                .put("tellings", counts.path("tellings").asLong())
                .put("clients", counts.path("clients").asLong())
                .put("decisions", counts.path("decisions").asLong())
                .put("bans", counts.path("bans").asLong());
    }
}
