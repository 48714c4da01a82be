package io.postern.collector.parsing;

/// `Jan` to `Dec`, in whatever case.
final class MonthName {

    private MonthName() {}

    /// The month's number when its name and a blank stand at `from`; else 0.
    static int before(byte[] line, int from, int to) {
        return to - from < 4 || line[from + 3] != ' ' ? 0 : at(line, from);
    }

    /// 0 when it is none.
    static int at(byte[] line, int from) {
        return switch ((line[from] | 0x20) << 16 | (line[from + 1] | 0x20) << 8 | line[from + 2] | 0x20) {
            case 'j' << 16 | 'a' << 8 | 'n' -> 1;
            case 'f' << 16 | 'e' << 8 | 'b' -> 2;
            case 'm' << 16 | 'a' << 8 | 'r' -> 3;
            case 'a' << 16 | 'p' << 8 | 'r' -> 4;
            case 'm' << 16 | 'a' << 8 | 'y' -> 5;
            case 'j' << 16 | 'u' << 8 | 'n' -> 6;
            case 'j' << 16 | 'u' << 8 | 'l' -> 7;
            case 'a' << 16 | 'u' << 8 | 'g' -> 8;
            case 's' << 16 | 'e' << 8 | 'p' -> 9;
            case 'o' << 16 | 'c' << 8 | 't' -> 10;
            case 'n' << 16 | 'o' << 8 | 'v' -> 11;
            case 'd' << 16 | 'e' << 8 | 'c' -> 12;
            default -> 0;
        };
    }
}
