package io.postern.auth.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What Dovecot (or another client of weakforced) sends with `allow` and `report`. Texts are empty when missing,
/// null or no text; unknown members are ignored.
///
/// `pwhash` is not here: it is some bits of the password, nothing decides by it, so it is not even read.
///
/// @param remote the client's address as text
/// @param failType Dovecot 2.4's reason (`credentials`, `account`, …); empty from 2.3 and on success
/// @param mechanism from `attrs/mech`, only when the mail host is told to send it
/// @param host from `attrs/host`, likewise
record PolicyRequest(
        String login,
        String remote,
        String protocol,
        String session,
        String failType,
        boolean success,
        boolean policyReject,
        String mechanism,
        String host) {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    /// The request, or empty when the bytes are no JSON object.
    ///
    /// Bytes that are not UTF-8 become U+FFFD instead of an error: a client chooses its name and its IMAP ID, and
    /// must not be able to make a question unreadable, since Dovecot goes on without an answer.
    static Optional<PolicyRequest> parse(byte[] body) {
        try {
            JsonNode json = MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            return json.isObject() ? Optional.of(of(json)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static PolicyRequest of(JsonNode json) {
        JsonNode attributes = json.path("attrs");
        return new PolicyRequest(
                text(json, "login"),
                text(json, "remote"),
                text(json, "protocol"),
                text(json, "session_id"),
                text(json, "fail_type"),
                json.path("success").asBoolean(),
                json.path("policy_reject").asBoolean(),
                text(attributes, "mech"),
                text(attributes, "host"));
    }

    private static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isTextual() ? value.textValue().strip() : "";
    }
}
