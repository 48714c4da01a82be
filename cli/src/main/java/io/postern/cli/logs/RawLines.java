package io.postern.cli.logs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream as bytes, in one buffer that is used again for each.
public final class RawLines {

    /// What is longer is cut: no mail server writes such a line, and memory must stay bounded.
    private static final int LONGEST = 1 << 20;

    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int filled;
    private byte[] line = new byte[1024];
    private int length;

    public RawLines(InputStream in) {
        this.in = in;
    }

    /// Moves to the next line; false at the end. A last line without line feed counts.
    public boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (at < filled || fill()) {
            any = true;
            int end = at;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            append(end);
            boolean complete = end < filled;
            at = complete ? end + 1 : end;
            if (complete) {
                return true;
            }
        }
        return any;
    }

    /// The line is in the first [#length] bytes.
    public byte[] bytes() {
        return line;
    }

    public int length() {
        return length;
    }

    private void append(int end) {
        int more = Math.min(end - at, LONGEST - length);
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(line.length * 2, length + more)));
        }
        System.arraycopy(chunk, at, line, length, more);
        length += more;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = in.read(chunk);
        return filled > 0;
    }
}
