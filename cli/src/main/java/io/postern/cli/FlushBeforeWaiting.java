package io.postern.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/// An input of which all that was printed so far is seen before more is waited for: so who watches a log that grows
/// sees each line at once, and a large one is not printed line by line.
final class FlushBeforeWaiting extends FilterInputStream {

    private final PrintWriter out;

    FlushBeforeWaiting(InputStream in, PrintWriter out) {
        super(in);
        this.out = out;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (in.available() == 0) {
            out.flush();
        }
        return in.read(into, from, length);
    }
}
