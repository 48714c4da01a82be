package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.MailFlowStep.Severity;

/// With which word a line of trouble begins.
record Trouble(Severity severity, byte[] words) {

    private static final Trouble WARNING = new Trouble(Severity.WARNING, Bytes.of("warning: "));
    private static final Trouble ERROR = new Trouble(Severity.ERROR, Bytes.of("error: "));
    private static final Trouble FATAL = new Trouble(Severity.FATAL, Bytes.of("fatal: "));
    private static final Trouble PANIC = new Trouble(Severity.PANIC, Bytes.of("panic: "));

    /// Null when the line begins otherwise.
    static Trouble of(byte[] line, int from, int to) {
        if (from >= to) {
            return null;
        }
        Trouble perhaps = switch (line[from]) {
            case 'w' -> WARNING;
            case 'e' -> ERROR;
            case 'f' -> FATAL;
            case 'p' -> PANIC;
            default -> null;
        };
        return perhaps != null && Bytes.startsWith(line, perhaps.words, from, to) ? perhaps : null;
    }
}
