package io.postern.collector.receiving;

import io.postern.collector.spooling.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/// Lines that are piped into the collector. When the spool is full nothing is read, so that whoever writes waits; the
/// end of the input is the end of its lines and no trouble.
public final class StandardInput {

    private static final Logger LOG = Logger.getLogger(StandardInput.class);
    private static final int BATCH = 256;
    private static final long WHILE_FULL_MILLIS = 100;

    private final InputStream in;
    private final Spool spool;
    private final byte[] chunk = new byte[1 << 14];
    private final List<byte[]> lines = new ArrayList<>();
    private byte[] line;
    private int length;

    private StandardInput(InputStream in, Spool spool, int maxLine) {
        this.in = in;
        this.spool = spool;
        this.line = new byte[maxLine + 1]; // one more, so that whoever reads a line that was cut knows
    }

    /// Reads in a thread of its own, which ends with the input.
    public static Thread read(InputStream in, Spool spool, int maxLine) {
        StandardInput input = new StandardInput(in, spool, maxLine);
        return Thread.ofPlatform().daemon().name("postern-stdin").start(input::run);
    }

    private void run() {
        try {
            for (int filled; (filled = in.read(chunk)) >= 0; ) {
                split(filled);
                if (lines.size() >= BATCH || in.available() == 0) {
                    keep();
                }
            }
            if (length > 0) {
                finishLine();
            }
            keep();
            LOG.info("Standard input has ended");
        } catch (IOException e) {
            LOG.warnf("Standard input cannot be read any more: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void split(int filled) {
        for (int i = 0; i < filled; i++) {
            if (chunk[i] == '\n') {
                finishLine();
            } else if (length < line.length) {
                line[length++] = chunk[i];
            }
        }
    }

    private void finishLine() {
        lines.add(Arrays.copyOf(line, length));
        length = 0;
    }

    private void keep() throws IOException, InterruptedException {
        while (!lines.isEmpty()) {
            int kept = spool.append(lines);
            lines.subList(0, kept).clear();
            if (!lines.isEmpty()) {
                Thread.sleep(WHILE_FULL_MILLIS);
            }
        }
        spool.sync();
    }
}
