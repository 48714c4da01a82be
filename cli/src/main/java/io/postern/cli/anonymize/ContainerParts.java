package io.postern.cli.anonymize;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Joins what a container runtime has parted: a name that lies across two records could not be recognised in either.
final class ContainerParts {

    /// Stamp, stream, and whether this is a part or the end.
    static final Pattern KUBERNETES = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+ )(stdout|stderr) ([PF])(?::\\S+)? ");

    /// The line as JSON text, then the stream.
    private static final Pattern DOCKER = Pattern.compile(
            "\\{\"log\":\"((?:[^\"\\\\]|\\\\.)*+)\"(,\"stream\":\"(stdout|stderr)\".*)", Pattern.DOTALL);

    /// No line that is read is longer.
    private static final int MOST = 1 << 20;

    private final Map<String, StringBuilder> open = new HashMap<>();

    /// @param waiting whether the parser still waits for the end of a line; if not, what is kept is of no use
    /// @return the record with all parts in it; null when the end is still to come
    String joined(String record, boolean waiting) {
        if (!waiting) {
            open.clear();
        }
        Matcher kubernetes = KUBERNETES.matcher(record);
        if (kubernetes.lookingAt()) {
            String body = joined(
                    kubernetes.group(2),
                    record.substring(kubernetes.end()),
                    kubernetes.group(3).equals("F"));
            return body == null ? null : record.substring(0, kubernetes.end()) + body;
        }
        Matcher docker = DOCKER.matcher(record);
        if (docker.matches()) {
            String body =
                    joined(docker.group(3), docker.group(1), docker.group(1).endsWith("\\n"));
            return body == null ? null : "{\"log\":\"" + body + '"' + docker.group(2);
        }
        return record;
    }

    private String joined(String stream, String body, boolean end) {
        StringBuilder before = end ? open.remove(stream) : open.computeIfAbsent(stream, none -> new StringBuilder());
        if (end) {
            return before == null ? body : before + body;
        }
        if (before.length() + body.length() <= MOST) {
            before.append(body);
        }
        return null;
    }
}
