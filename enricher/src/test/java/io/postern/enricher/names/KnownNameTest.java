package io.postern.enricher.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNameTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    static List<ReverseName> whatIsWrittenIsReadAgain() {
        return List.of(
                ReverseName.of("mail.example.org"),
                ReverseName.of("a name with blanks"),
                new ReverseName(Status.OK, "mail.example.org", ReverseName.Forward.CONFIRMED),
                new ReverseName(Status.OK, "a name with blanks", ReverseName.Forward.NO_ADDRESS),
                ReverseName.none(Status.NXDOMAIN),
                ReverseName.none(Status.NO_PTR));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsWrittenIsReadAgain(ReverseName name) {
        KnownName known = new KnownName(name, NOON, NOON.plusSeconds(60));

        assertThat(KnownName.parse(known.asText())).isEqualTo(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "ok 2026-01-15T12:00:00Z 2026-01-15T12:00:00Z",
                "ok noon later mail.example.org",
                "timeout 2026-01-15T12:00:00Z 2026-01-15T12:00:00Z",
                "\u0000\u0000 \u0000 \u0000"
            })
    void whatIsNotOursIsNotBelieved(String text) {
        assertThat(KnownName.parse(text)).isNull();
    }
}
