package io.postern.collector.formats.exim;

/// A time as Exim writes it: `3s`, `0.123s`, `2m5s`, `1d3h`.
final class Seconds {

    private static final int LONGEST = 24;

    private Seconds() {}

    /// -1 when it is none.
    static double of(byte[] line, int from, int to) {
        double seconds = 0;
        double number = 0;
        double place = 0;
        if (from >= to || to - from > LONGEST) {
            return -1;
        }
        for (int i = from; i < to; i++) {
            byte b = line[i];
            if (b >= '0' && b <= '9') {
                number = place == 0 ? number * 10 + b - '0' : number + (b - '0') * place;
                place /= 10;
            } else if (b == '.' && place == 0) {
                place = 0.1;
            } else {
                double unit = unit(b);
                if (unit < 0) {
                    return -1;
                }
                seconds += number * unit;
                number = 0;
                place = 0;
            }
        }
        return Math.round((seconds + number) * 1000) / 1000.0;
    }

    private static double unit(byte letter) {
        return switch (letter) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            case 'w' -> 604_800;
            default -> -1;
        };
    }
}
