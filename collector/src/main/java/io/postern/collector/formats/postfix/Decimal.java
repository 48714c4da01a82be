package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;

/// Numbers as Postfix writes them: `303`, `0.07`, `63495`.
final class Decimal {

    private static final int LONGEST = 18;

    private Decimal() {}

    /// -1 when anything but at most 18 digits stands there.
    static long whole(byte[] line, int from, int to) {
        if (from >= to || to - from > LONGEST || Bytes.skipDigits(line, from, to) != to) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + line[i] - '0';
        }
        return value;
    }

    /// Digits with at most one point among them; -1 when it is something else.
    static double of(byte[] line, int from, int to) {
        int point = Bytes.skipDigits(line, from, to);
        long whole = whole(line, from, point);
        if (point == to || whole < 0) {
            return whole;
        }
        long fraction = line[point] == '.' ? whole(line, point + 1, to) : -1;
        double scale = Math.pow(10, to - point - 1);
        return fraction < 0 ? -1 : (whole * scale + fraction) / scale;
    }
}
