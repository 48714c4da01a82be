package io.postern.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// How far a long reading has come: a bar that is drawn again and again on a terminal, else a line every ten seconds.
public final class ProgressBar {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int WIDTH = 24;
    private static final double MIB = 1 << 20;

    private final PrintWriter err;
    private final boolean terminal;
    private final long size;
    private final LongSupplier nanos;
    private final long began;
    private final long everyNanos;
    private long shown;

    /// @param size bytes in all; negative when nobody knows
    /// @param nanos a clock such as System.nanoTime
    public ProgressBar(PrintWriter err, boolean terminal, long size, LongSupplier nanos) {
        this.err = err;
        this.terminal = terminal;
        this.size = size;
        this.nanos = nanos;
        this.began = this.shown = nanos.getAsLong();
        this.everyNanos = (terminal ? Duration.ofMillis(200) : Duration.ofSeconds(10)).toNanos();
    }

    /// Whether a person sees what goes to standard error.
    public static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException e) { // no Linux
            return System.console() != null && System.console().isTerminal();
        }
    }

    /// Costs little when it is not yet time.
    public void show(long bytes, long lines) {
        long now = nanos.getAsLong();
        if (now - shown >= everyNanos) {
            shown = now;
            String text = text(bytes, lines, (now - began) / 1e9);
            err.print(terminal ? "\r" + text + "\u001b[K" : text + System.lineSeparator());
            err.flush();
        }
    }

    /// Leaves the line as it was.
    public void clear() {
        if (terminal) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    private String text(long bytes, long lines, double seconds) {
        String rate =
                String.format(Locale.ROOT, "%,d lines, %,.0f a second, %,.1f MiB", lines, lines / seconds, bytes / MIB);
        if (size <= 0) {
            return rate;
        }
        double part = Math.min(1, (double) bytes / size);
        int full = (int) (part * WIDTH);
        long left = bytes == 0 ? 0 : Math.round(seconds / part - seconds);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %s, %d:%02d left",
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                part * 100,
                rate,
                left / 60,
                left % 60);
    }
}
