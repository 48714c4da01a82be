package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedEventsTest {

    private static final String ATTEMPT = "{\"v\":1,\"id\":\"a\",\"at\":\"2026-01-15T12:00:00Z\",\"host\":\"mx1\","
            + "\"source\":\"dovecot_login\",\"service\":\"imap\",\"client\":\"203.0.113.7\",\"account\":\"Ada\","
            + "\"outcome\":\"failed\",\"attempts\":2}";

    static List<Arguments> namesTheFieldThatIsWrong() {
        return List.of(
                argumentSet("no attempts", "\"attempts\":2", "\"attempts\":0", "attempts: at least 1, was 0"),
                argumentSet("no address", "203.0.113.7", "mail.example.org", "client: not an IP address"),
                argumentSet("no time", "2026-01-15T12:00:00Z", "yesterday", "field at:"),
                argumentSet("unknown outcome", "\"failed\"", "\"maybe\"", "field outcome:"),
                argumentSet("missing id", "\"id\":\"a\",", "", "id: missing"),
                argumentSet("blank host", "\"mx1\"", "\" \"", "host: empty"));
    }

    @ParameterizedTest
    @MethodSource
    void namesTheFieldThatIsWrong(String part, String replacement, String message) {
        assertThat(ATTEMPT).contains(part);
        byte[] bytes = ATTEMPT.replace(part, replacement).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Topic.ATTEMPTS.read(bytes))
                .isInstanceOf(EventFormatException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"", "null", "[]", "{", "\u0000\u0001", "7", "{} {}"})
    void refusesWhatIsNoEventAtAll(String bytes) {
        assertThatThrownBy(() -> Topic.BANS.read(bytes.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EventFormatException.class)
                .hasMessageStartingWith("Ban");
    }

    @Test
    void anAccountHasOneKeyAndNoControlCharacters() {
        byte[] bytes = ATTEMPT.replace("\"Ada\"", "\" Ad\\u0000a\\r\\n\\u2028@Example.ORG\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Topic.ATTEMPTS.read(bytes).account()).isEqualTo("ad?a???@example.org");
    }
}
