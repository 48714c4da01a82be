package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postern.enricher.ManualClock;
import io.postern.events.ClientProfile.Registration.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerGuardTest {

    private final ManualClock clock = new ManualClock();
    private final ServerGuard guard = new ServerGuard(new ServerGuard.Limits(2, 3, 2, Duration.ofMinutes(1)), clock);

    @Test
    void aServerIsAskedAFewTimesAtOnceAndThenAtItsRate() throws RegistryException {
        guard.ask("a");
        guard.ask("a");
        guard.ask("a");

        assertThat(refusal("a").retryAfter()).isEqualTo(Duration.ofMillis(500));
        assertThatCode(() -> guard.ask("b")).as("another server").doesNotThrowAnyException();

        clock.advance(Duration.ofMillis(500));
        guard.ask("a");
        assertThat(refusal("a").retryAfter()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aServerThatAsksUsToWaitIsLeftAloneForSoLong() {
        guard.failed("a", new RegistryException(Status.RATE_LIMITED, "later", Duration.ofSeconds(30)));

        assertThat(refusal("a").retryAfter()).isEqualTo(Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(30));
        assertThatCode(() -> guard.ask("a")).doesNotThrowAnyException();
    }

    @Test
    void aServerThatFailsInARowIsLeftAloneForAWhile() {
        guard.failed("a", new RegistryException(Status.TIMEOUT, "slow"));
        assertThatCode(() -> guard.ask("a")).doesNotThrowAnyException();
        guard.failed("a", new RegistryException(Status.FAILED, "broken"));

        assertThat(refusal("a").retryAfter()).isEqualTo(Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));
        assertThatCode(() -> guard.ask("a")).doesNotThrowAnyException();
    }

    @Test
    void anAnswerBetweenTwoFailuresEndsTheRowAndSoDoesNotFound() {
        guard.failed("a", new RegistryException(Status.FAILED, "broken"));
        guard.answered("a");
        guard.failed("a", new RegistryException(Status.FAILED, "broken"));
        guard.failed("a", new RegistryException(Status.NOT_FOUND, "none"));
        guard.failed("a", new RegistryException(Status.FAILED, "broken"));

        assertThatCode(() -> guard.ask("a")).doesNotThrowAnyException();
    }

    @Test
    void anAnswerThatNamesThousandsOfServersDoesNotFillTheMemory() throws RegistryException {
        for (int i = 0; i < 10_000; i++) {
            guard.ask("server-" + i);
        }
        guard.ask("a");
    }

    private RegistryException refusal(String server) {
        RegistryException refusal = catchThrowableOfType(RegistryException.class, () -> guard.ask(server));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(Status.RATE_LIMITED);
        return refusal;
    }
}
