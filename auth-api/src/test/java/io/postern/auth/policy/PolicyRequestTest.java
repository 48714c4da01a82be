package io.postern.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRequestTest {

    private static final PolicyRequest NOTHING = new PolicyRequest("", "", "", "", "", false, false, "", "");

    @Test
    void readsWhatIsThereAndIgnoresTheRest() {
        assertThat(parse("""
                {"attrs":{"mech":"PLAIN","host":"mx1","other":["x"]},"device_id":"\\"name\\" \\"Thunder\\\\bird\\"",
                "fail_type":"account","login":"ada@example.org","policy_reject":true,"protocol":"imap","pwhash":"0fd7",
                "remote":"203.0.113.9","session_id":"abc","success":true,"tls":false,"unknown":{"a":[1,2,{"b":null}]}}"""))
                .contains(new PolicyRequest(
                        "ada@example.org", "203.0.113.9", "imap", "abc", "account", true, true, "PLAIN", "mx1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"login\":null,\"remote\":null,\"session_id\":null,\"attrs\":null,\"success\":null}",
                "{\"login\":7,\"remote\":[\"203.0.113.9\"],\"protocol\":{},\"attrs\":\"mech\",\"success\":\"false\"}",
                "{\"login\":\"\",\"remote\":\" \"}"
            })
    void whatIsMissingOrNoTextIsEmpty(String body) {
        assertThat(parse(body)).contains(NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"login\"",
                "{\"login\":\"a\"",
                "{} trailing",
                "{}{}",
                "<html>",
                "login=ada"
            })
    void whatIsNoJsonObjectIsNoRequest(String body) {
        assertThat(parse(body)).isEmpty();
    }

    @Test
    void aClientCannotMakeItsQuestionUnreadable() {
        byte[] body =
                "{\"device_id\":\"\u00fc\u0001\",\"remote\":\"203.0.113.9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PolicyRequest.parse(body)).map(PolicyRequest::remote).contains("203.0.113.9");
    }

    @Test
    void depthIsBounded() {
        assertThat(parse("[".repeat(10_000))).isEmpty();
        assertThat(parse("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000))).isEmpty();
    }

    @Test
    void thePasswordHashIsNotEvenKept() {
        assertThat(parse("{\"pwhash\":\"0fd7\"}").orElseThrow().toString()).doesNotContain("0fd7");
    }

    private static Optional<PolicyRequest> parse(String body) {
        return PolicyRequest.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
