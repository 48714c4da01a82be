package io.postern.enricher.names;

import static io.postern.events.ClientProfile.ReverseName.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifetimesTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final ReverseName NAME = ReverseName.of("mail.example.org");
    private static final Lifetimes LIFETIMES = new Lifetimes(
            Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(6));

    static List<Arguments> anAnswerIsFreshWithinTheBounds() {
        return List.of(
                argumentSet("as the zone says", NAME, Duration.ofHours(2), Duration.ofHours(2)),
                argumentSet("no less than the least", NAME, Duration.ZERO, Duration.ofMinutes(5)),
                argumentSet("no more than the most", NAME, Duration.ofDays(30), Duration.ofDays(1)),
                argumentSet("a missing name for less", none(Status.NXDOMAIN), Duration.ofDays(30), Duration.ofHours(1)),
                argumentSet(
                        "nor less than the least", none(Status.NO_PTR), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                argumentSet("a failure briefly", none(Status.TIMEOUT), Duration.ofDays(1), Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @MethodSource
    void anAnswerIsFreshWithinTheBounds(ReverseName name, Duration ttl, Duration expected) {
        KnownName known = LIFETIMES.after(new Answer(name, ttl), null, NOON);

        assertThat(known)
                .isEqualTo(new KnownName(
                        name, NOON.plus(expected), NOON.plus(expected).plusSeconds(21_600)));
    }

    @Test
    void aFailureDoesNotTakeAKnownNameAway() {
        KnownName stale = new KnownName(NAME, NOON.minusSeconds(1), NOON.plusSeconds(3600));

        KnownName known = LIFETIMES.after(Answer.none(Status.SERVFAIL), stale, NOON);

        assertThat(known).isEqualTo(new KnownName(NAME, NOON.plusSeconds(60), NOON.plusSeconds(3600)));
    }

    @Test
    void aNameThatIsTooOldGoesWithTheNextFailure() {
        KnownName tooOld = new KnownName(NAME, NOON.minusSeconds(7200), NOON.minusSeconds(1));

        KnownName known = LIFETIMES.after(Answer.none(Status.SERVFAIL), tooOld, NOON);

        assertThat(known.name()).isEqualTo(none(Status.SERVFAIL));
    }

    @Test
    void theNewestFailureReplacesAnOlderOne() {
        KnownName before = LIFETIMES.after(Answer.none(Status.SERVFAIL), null, NOON);

        KnownName known = LIFETIMES.after(Answer.none(Status.TIMEOUT), before, NOON.plusSeconds(61));

        assertThat(known.name()).isEqualTo(none(Status.TIMEOUT));
    }

    @Test
    void boundsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new Lifetimes(
                        Duration.ofHours(2),
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofMinutes(1),
                        Duration.ZERO))
                .hasMessageContaining("PT2H");
    }
}
