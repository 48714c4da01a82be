package io.postern.backends;

import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.time.Clock;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// One line per warning or error, with its stack trace when it has one.
final class BrokerLogger extends LegacyAbstractLogger {
    @Serial
    private static final long serialVersionUID = 1;

    /// Of the broker's own process, which has no other sense of time.
    private static final Clock CLOCK = Clock.systemUTC();

    BrokerLogger(String name) {
        this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        StringWriter line = new StringWriter();
        PrintWriter out = new PrintWriter(line);
        out.print(CLOCK.instant() + " " + level + " " + name + " " + text);
        if (thrown != null) {
            out.println();
            thrown.printStackTrace(out);
        }
        System.err.println(line); // in one piece: threads share the stream
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
