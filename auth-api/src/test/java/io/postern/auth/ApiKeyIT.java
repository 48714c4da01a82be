package io.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.testkit.backends.BackendsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With a key set, over a socket.
@QuarkusTest
@TestProfile(ApiKeyIT.WithKey.class)
@QuarkusTestResource(value = BackendsResource.class, initArgs = @ResourceArg(name = "backends", value = "kafka"))
class ApiKeyIT {

    public static class WithKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0", "postern.auth.api-key", "s3cret");
        }
    }

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @CsvSource({
        "X-API-Key:  s3cret,                   200",
        "Authorization: Bearer s3cret,         200",
        "Authorization: Basic dTpzM2NyZXQ=,    200",
        "X-API-Key: other,                     401",
        "Authorization: Basic dTpvdGhlcg==,    401",
        "X-Other: s3cret,                      401",
    })
    void onlyTheKeyOpens(String header, int status) throws Exception {
        String body = "{\"remote\":\"\",\"login\":\"ada@example.org\"}";
        try (RawHttp http = new RawHttp(server)) {
            RawHttp.Answer answer = http.ask("POST /dovecot/policy?command=report HTTP/1.1\r\nHost: x\r\n" + header
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers().containsKey("WWW-Authenticate")).isEqualTo(status == 401);
            assertThat(answer.body()).doesNotContain("s3cret");
        }
    }
}
