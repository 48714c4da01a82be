package io.postern.cli.anonymize;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Joins what a container runtime has parted: a name that lies across two records could not be recognised in either.
final class ContainerParts {

    /// Stamp, stream, and whether this is a part or the end.
    static final Pattern KUBERNETES = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+ )(stdout|stderr) ([PF])(?::\\S+)? ");

    private static final String DOCKER = "{\"log\":\"";
    private static final Pattern STREAM = Pattern.compile("\",\"stream\":\"(stdout|stderr)\"");

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
        int end = record.startsWith(DOCKER) ? endOfString(record) : -1;
        Matcher docker = STREAM.matcher(record);
        if (end > 0 && docker.region(end, record.length()).lookingAt()) {
            String log = record.substring(DOCKER.length(), end);
            String body = joined(docker.group(1), log, log.endsWith("\\n"));
            return body == null ? null : DOCKER + body + record.substring(end);
        }
        return record;
    }

    /// The quote that ends the log; -1 when none does.
    private static int endOfString(String record) {
        int at = DOCKER.length();
        while (at < record.length() && record.charAt(at) != '"') {
            at += record.charAt(at) == '\\' ? 2 : 1;
        }
        return at < record.length() ? at : -1;
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
