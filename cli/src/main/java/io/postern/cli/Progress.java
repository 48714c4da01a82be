package io.postern.cli;

import io.postern.standalone.StackListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/// One line on standard error for each component as it becomes ready.
record Progress(PrintWriter err) implements StackListener {

    @Override
    public void ready(String component, String address, Duration took) {
        err.println(String.format(
                Locale.ROOT, "  %-13s ready in %5.1f s  %s", component, took.toMillis() / 1000.0, address));
    }
}
