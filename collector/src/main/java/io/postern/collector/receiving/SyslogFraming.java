package io.postern.collector.receiving;

import java.util.Arrays;

/// Finds the messages in a TCP stream (RFC 6587): one that begins with a number says how many bytes follow, any
/// other ends with a line feed. Decided for each message anew. Never keeps more than the longest line.
final class SyslogFraming {

    /// Takes one message.
    @FunctionalInterface
    interface Messages {
        /// @param cut whether its end is missing, because it was too long
        void take(byte[] message, boolean cut);
    }

    private enum State {
        /// Between two messages.
        START,
        /// In what may be a length.
        LENGTH,
        /// In a message whose length is known.
        COUNTED,
        /// In a message that ends with a line feed.
        LINE
    }

    /// A length of more digits is none.
    private static final int MOST_DIGITS = 9;

    private final int most;
    private final Messages messages;
    private byte[] kept = new byte[512];
    private int length;
    private boolean cut;
    private State state = State.START;
    private int announced;

    /// @param most bytes of a message that are kept
    SyslogFraming(int most, Messages messages) {
        this.most = most;
        this.messages = messages;
    }

    void feed(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at = switch (state) {
                case START -> start(bytes, at);
                case LENGTH -> length(bytes, at);
                case COUNTED -> counted(bytes, at);
                case LINE -> line(bytes, at);
            };
        }
    }

    /// Whether a message has begun of which the end did not come yet.
    boolean isInMessage() {
        return state != State.START;
    }

    private int start(byte[] bytes, int at) {
        byte b = bytes[at];
        if (b == '\n' || b == '\r' || b == 0 || b == ' ') {
            return at + 1;
        }
        announced = 0;
        state = b >= '1' && b <= '9' ? State.LENGTH : State.LINE;
        return at;
    }

    private int length(byte[] bytes, int at) {
        byte b = bytes[at];
        if (b >= '0' && b <= '9' && length < MOST_DIGITS) {
            announced = 10 * announced + b - '0';
            keep(bytes, at, at + 1);
            return at + 1;
        }
        if (b == ' ') {
            length = 0;
            state = State.COUNTED;
            return at + 1;
        }
        state = State.LINE; // it was no length but the beginning of a line: a time stamp, say
        return at;
    }

    private int counted(byte[] bytes, int at) {
        int to = Math.min(bytes.length, at + announced);
        keep(bytes, at, to);
        announced -= to - at;
        if (announced == 0) {
            finish();
        }
        return to;
    }

    private int line(byte[] bytes, int at) {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        keep(bytes, at, end);
        if (end == bytes.length) {
            return end;
        }
        finish();
        return end + 1;
    }

    private void keep(byte[] bytes, int from, int to) {
        int wanted = Math.min(to - from, most - length);
        cut |= wanted < to - from;
        if (length + wanted > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(most, Math.max(2 * kept.length, length + wanted)));
        }
        System.arraycopy(bytes, from, kept, length, wanted);
        length += wanted;
    }

    private void finish() {
        byte[] message = Arrays.copyOf(kept, length);
        boolean wasCut = cut;
        length = 0;
        cut = false;
        state = State.START;
        messages.take(message, wasCut);
    }
}
