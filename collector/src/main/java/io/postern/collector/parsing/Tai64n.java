package io.postern.collector.parsing;

/// The label that daemontools' multilog writes before a line: `@`, 16 hexadecimal digits of seconds, 8 of nanoseconds.
final class Tai64n {

    static final int LENGTH = 25;

    /// The Unix epoch's: 2^62, and the ten seconds by which TAI was ahead of UTC. It counts no leap seconds since, and
    /// neither does a Unix clock.
    private static final long OF_EPOCH = 0x4000000000000000L + 10;

    private static final int SECONDS = 1;
    private static final int NANOS = 17;

    private Tai64n() {}

    static boolean isAt(byte[] line, int from, int to) {
        if (to - from < LENGTH || line[from] != '@') {
            return false;
        }
        for (int i = from + SECONDS; i < from + LENGTH; i++) {
            if (Character.digit(line[i], 16) < 0) {
                return false;
            }
        }
        return hexadecimal(line, from + NANOS, from + LENGTH) <= 999_999_999;
    }

    static long epochSecond(byte[] line, int from) {
        return hexadecimal(line, from + SECONDS, from + NANOS) - OF_EPOCH;
    }

    static int nanos(byte[] line, int from) {
        return (int) hexadecimal(line, from + NANOS, from + LENGTH);
    }

    private static long hexadecimal(byte[] line, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value << 4 | Character.digit(line[i], 16);
        }
        return value;
    }
}
