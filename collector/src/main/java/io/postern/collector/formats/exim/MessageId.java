package io.postern.collector.formats.exim;

import io.postern.collector.parsing.Bytes;

/// Exim's name of a message, `1rAbCd-0001Xy-Zz`, since 4.97 `1rAbCd-000000001Xy-ZzZz`: time, process, fraction.
final class MessageId {

    private MessageId() {}

    /// Where the blank behind it stands; -1 when there is none.
    static int end(byte[] line, int from, int to) {
        int process = part(line, from, to, '-');
        int fraction = process - from == 7 ? part(line, process, to, '-') : -1;
        int end = fraction < 0 ? -1 : part(line, fraction, to, ' ');
        boolean old = fraction - process == 7 && end - fraction == 3;
        boolean current = fraction - process == 12 && end - fraction == 5;
        return old || current ? end - 1 : -1;
    }

    /// Behind letters and digits and the sign that must follow.
    private static int part(byte[] line, int from, int to, char next) {
        int end = from;
        while (end < to && Bytes.isAlphanumeric(line[end])) {
            end++;
        }
        return end < to && line[end] == next ? end + 1 : -1;
    }
}
