package io.postern.auth.policy;

import java.util.Locale;

/// Every answer there is to a policy request.
///
/// A question always gets HTTP 200 when it can be answered. Everything else is an error to Dovecot, which then goes
/// on as if there were no policy server, or refuses the login when `auth_policy_reject_on_fail` is set.
enum Reply {
    ACCEPTED(200, "{\"status\":0,\"msg\":\"\"}"),
    /// Its text is the operator's, see [Refusal].
    REFUSED(200, null),
    RECORDED(200, "{\"status\":\"ok\"}"),
    /// A report that is no attempt.
    IGNORED(200, "{\"status\":\"ok\"}"),
    MALFORMED(400, "The body is not a JSON object"),
    UNAUTHENTICATED(401, "The key is missing or wrong"),
    FORBIDDEN(403, "Without postern.auth.api-key only loopback addresses may ask"),
    UNKNOWN_COMMAND(404, "The command is neither allow nor report"),
    TOO_LARGE(413, "The body is longer than any policy request"),
    NOT_READY(503, "The bans are still being read"),
    NO_ROOM(503, "The broker is away and there is no room for more attempts");

    private final int http;
    private final String text;

    Reply(int http, String text) {
        this.http = http;
        this.text = text;
    }

    int http() {
        return http;
    }

    boolean isProblem() {
        return http != 200;
    }

    /// The whole body. A problem is told as RFC 9457 has it.
    String body(Refusal refusal) {
        if (this == REFUSED) {
            return refusal.json();
        }
        return isProblem()
                ? "{\"type\":\"about:blank\",\"title\":\"" + label().replace('_', ' ') + "\",\"status\":" + http
                        + ",\"detail\":\"" + text + "\"}"
                : text;
    }

    /// For metrics.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
