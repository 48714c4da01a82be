package io.postern.collector.fuzzing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Lines made worse, the same from the same seed. Never a line feed: that is where lines end.
final class Mutations {

    private static final List<byte[]> PIECES = List.of(
                    ": user=<",
                    ">, method=",
                    ", rip=198.51.100.66",
                    ", lip=",
                    ", session=<",
                    "(",
                    ")",
                    "[198.51.100.66]",
                    " (auth failed, ",
                    "]",
                    ": SASL ",
                    " authentication failed:",
                    ", sasl_username=",
                    "-login: ",
                    "warning: ",
                    "<22>1 ",
                    "\0",
                    "\u0085",
                    "é",
                    "\r",
                    "\t",
                    "@4000",
                    "::ffff:",
                    "\\",
                    "\"",
                    "'",
                    "{",
                    "}",
                    "=",
                    ": ",
                    ", ",
                    "2026-11-20T10:34:32Z ",
                    "Nov 20 10:34:32 ",
                    "mail postfix/smtpd[1]: ",
                    "dovecot: ",
                    "auth: ",
                    "(given password: ",
                    "last message repeated 7 times",
                    "message repeated 3 times: [ ",
                    "stdout F ",
                    "{\"log\":\"",
                    "\\n\"}",
                    "#012",
                    "rhost=198.51.100.66",
                    "ip=[::ffff:198.51.100.66]",
                    "H=(x) [198.51.100.66]",
                    "relay=[198.51.100.66]",
                    " from 198.51.100.66",
                    "999999999999999999999",
                    "-1",
                    "0x",
                    "1e309",
                    "\u2028")
            .stream()
            .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final int LONGEST = 4096;

    private final Random random;
    private final List<byte[]> seeds;

    Mutations(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    byte[] next() {
        byte[] line = seed();
        for (int times = random.nextInt(5); times > 0; times--) {
            line = mutated(line);
        }
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' ? (byte) ' ' : line[i];
        }
        return line.length > LONGEST ? Arrays.copyOf(line, LONGEST) : line;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size())).clone();
    }

    private byte[] mutated(byte[] line) {
        int at = random.nextInt(line.length + 1);
        int to = Math.min(line.length, at + random.nextInt(24));
        return switch (random.nextInt(10)) {
            case 0 -> joined(line, 0, at, new byte[0], to, line.length);
            case 1, 2 -> joined(line, 0, at, PIECES.get(random.nextInt(PIECES.size())), at, line.length);
            case 3 -> joined(line, 0, at, PIECES.get(random.nextInt(PIECES.size())), to, line.length);
            case 4 -> joined(line, 0, to, Arrays.copyOfRange(line, at, to), to, line.length);
            case 5 -> Arrays.copyOf(line, at);
            case 6 -> {
                byte[] other = seed();
                yield joined(
                        line, 0, at, Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length), 0, 0);
            }
            case 7 -> repeated(line, at, to);
            default -> flipped(line);
        };
    }

    private byte[] flipped(byte[] line) {
        for (int bits = 1 + random.nextInt(3); bits > 0 && line.length > 0; bits--) {
            line[random.nextInt(line.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return line;
    }

    private byte[] repeated(byte[] line, int from, int to) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int times = 1 + random.nextInt(50); times > 0; times--) {
            many.write(line, from, to - from);
        }
        return joined(line, 0, to, many.toByteArray(), to, line.length);
    }

    private static byte[] joined(byte[] line, int from, int to, byte[] middle, int restFrom, int restTo) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(line.length + middle.length);
        joined.write(line, from, to - from);
        joined.writeBytes(middle);
        joined.write(line, restFrom, restTo - restFrom);
        return joined.toByteArray();
    }
}
