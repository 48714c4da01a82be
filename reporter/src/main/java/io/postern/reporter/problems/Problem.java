package io.postern.reporter.problems;

import com.fasterxml.jackson.annotation.JsonInclude;

/// Why there is no answer (RFC 9457).
///
/// @param parameter the query parameter that is wrong; absent otherwise
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String parameter) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String title, String detail, String parameter) {
        return new Problem("about:blank", title, status, detail, parameter);
    }
}
