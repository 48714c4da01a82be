package io.postern.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void answersAreThisAndNothingElse() {
        Refusal refusal = new Refusal("Too many failed logins, try later");

        assertThat(Reply.ACCEPTED.body(refusal)).isEqualTo("{\"status\":0,\"msg\":\"\"}");
        assertThat(Reply.REFUSED.body(refusal))
                .isEqualTo("{\"status\":-1,\"msg\":\"Too many failed logins, try later\"}");
        assertThat(Reply.RECORDED.body(refusal)).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void theOperatorsTextIsQuoted() throws Exception {
        String text = "Say \"pass\\word\" to <postmaster@example.org>, grüße";

        JsonNode answer = JSON.readTree(Reply.REFUSED.body(new Refusal(text)));

        assertThat(answer.path("msg").textValue()).isEqualTo(text);
        assertThat(answer.path("status").intValue()).isEqualTo(-1);
        assertThat(Reply.REFUSED.body(new Refusal(""))).isEqualTo("{\"status\":-1,\"msg\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "two\r\nlines", "nul\0", "separator\u2028", "next\u0085line"})
    void aTextOfSeveralLinesIsRefusedAtStart(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Refusal(text))
                .withMessageContaining("postern.auth.refusal-message");
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemSaysItsStatus(Reply reply) throws Exception {
        JsonNode body = JSON.readTree(reply.body(new Refusal("no")));

        assertThat(reply.isProblem()).isEqualTo(reply.http() != 200);
        if (reply.isProblem()) {
            assertThat(body.path("status").intValue()).isEqualTo(reply.http());
            assertThat(body.path("title").textValue()).isNotBlank();
            assertThat(body.path("detail").textValue()).isNotBlank();
        }
    }
}
