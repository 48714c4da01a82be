package io.postern.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

    private final Admission byKey = new Admission(Optional.of(" s3cret:key\n"));
    private final Admission open = new Admission(Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void withoutAKeyLoopbackIsLetIn(String peer) {
        assertThat(open.refuse(peer, null, null)).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"192.0.2.1", "10.0.0.1", "2001:db8::1", "::", "0.0.0.0", "unknown", "fe80::1%eth0", ""})
    void withoutAKeyNobodyElseIs(String peer) {
        assertThat(open.refuse(peer, "anything", "Bearer anything")).contains(Reply.FORBIDDEN);
    }

    @Test
    void theKeyOpensInEachFormThatDovecotSends() {
        assertThat(byKey.refuse("192.0.2.1", "s3cret:key", null)).isEmpty();
        assertThat(byKey.refuse("192.0.2.1", "  s3cret:key ", null)).isEmpty();
        assertThat(byKey.refuse("192.0.2.1", null, "Bearer s3cret:key")).isEmpty();
        assertThat(byKey.refuse("192.0.2.1", null, " bearer  s3cret:key")).isEmpty();
        assertThat(byKey.refuse("192.0.2.1", null, basic("wforce:s3cret:key"))).isEmpty();
        assertThat(byKey.refuse("192.0.2.1", null, basic(":s3cret:key"))).isEmpty();
        assertThat(byKey.refuse("192.0.2.1", "wrong", "Bearer s3cret:key")).isEmpty();
    }

    @Test
    void aWrongKeyDoesNotNorDoesComingFromHere() {
        assertThat(byKey.refuse("127.0.0.1", null, null)).contains(Reply.UNAUTHENTICATED);
        assertThat(byKey.refuse("127.0.0.1", "", "")).contains(Reply.UNAUTHENTICATED);
        assertThat(byKey.refuse("127.0.0.1", "s3cret", null)).contains(Reply.UNAUTHENTICATED);
        assertThat(byKey.refuse("127.0.0.1", null, "s3cret:key")).contains(Reply.UNAUTHENTICATED);
        assertThat(byKey.refuse("127.0.0.1", null, "Digest s3cret:key")).contains(Reply.UNAUTHENTICATED);
        assertThat(byKey.refuse("127.0.0.1", null, "Basic !")).contains(Reply.UNAUTHENTICATED);
        assertThat(byKey.refuse("127.0.0.1", null, basic("s3cret"))).contains(Reply.UNAUTHENTICATED);
    }

    @Test
    void aBlankKeyIsAMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Admission(Optional.of(" ")));
    }

    @Test
    void theKeyIsNeverPrinted() {
        assertThat(byKey.toString()).doesNotContain("s3cret");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
