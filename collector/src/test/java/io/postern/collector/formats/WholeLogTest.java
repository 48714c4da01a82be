package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeLogTest {

    private static final String LOGIN = "Nov 20 10:34:%02d mx1 dovecot: imap-login: Login: user=<u%d@example.org>, "
            + "method=PLAIN, rip=192.0.2.1, lip=192.0.2.25, session=<s%d>";
    private static final String FAILURE = "Nov 20 10:34:%02d mx1 postfix/smtpd[%d]: warning: unknown[192.0.2.2]: "
            + "SASL LOGIN authentication failed: , sasl_username=u%d@example.org";

    private static final String CONNECT = "Nov 20 10:34:%02d mx1 postfix/smtpd[%d]: connect from unknown[192.0.2.2]";
    private static final String MESSAGE = "Nov 20 10:34:%02d mx1 postfix/smtpd[%d]: 4%dA: client=unknown[192.0.2.2], "
            + "sasl_method=PLAIN, sasl_username=u%d@example.org";
    private static final String END =
            "Nov 20 10:34:%02d mx1 postfix/smtpd[%d]: disconnect from unknown[192.0.2.2] ehlo=1 auth=0/5 commands=6";

    private final List<String> lines = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysOfEachLineWhatOneParserSaysOfThemAll(boolean inContainer) throws IOException {
        String[] log = inContainer ? wrapped(mixed(4000)) : mixed(4000);

        read(new Trickle(String.join("\n", log), new Random(3)));

        assertThat(lines).containsExactly(log);
        assertThat(readings).containsExactlyElementsOf(byOneParser(log));
        assertThat(readings).extracting(Reading::kind).contains(Kind.AUTH, Kind.LOGIN_OK, Kind.OTHER);
    }

    @Test
    void cutsALineThatIsLongerThanAMebibyte() throws IOException {
        String log = "a" + "b".repeat(3 << 20) + "\nsecond\r\n\nlast";

        read(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));

        assertThat(lines).containsExactly(log.substring(0, 1 << 20), "second", "", "last");
    }

    @Test
    void endsWithATooLongLine() throws IOException {
        read(new ByteArrayInputStream("c".repeat((2 << 20) + 5).getBytes(StandardCharsets.UTF_8)));

        assertThat(lines).containsExactly("c".repeat(1 << 20));
    }

    @Test
    void tellsWhatIsThereBeforeItWaitsForMore() throws IOException {
        List<Integer> toldAtRead = new ArrayList<>();
        read(new ByteArrayInputStream("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int available() {
                return 0;
            }

            @Override
            public synchronized int read(byte[] into, int from, int length) {
                toldAtRead.add(lines.size());
                return super.read(into, from, Math.min(5, length));
            }
        });

        assertThat(toldAtRead).containsExactly(0, 1, 2, 3);
        assertThat(lines).containsExactly("one", "two", "three");
    }

    @Test
    void findsNothingInAnEmptyLog() throws IOException {
        read(InputStream.nullInputStream());

        assertThat(lines).isEmpty();
    }

    private static String[] mixed(int count) {
        Random random = new Random(2);
        String[] log = new String[count];
        for (int i = 0; i < count; i++) {
            int process = random.nextInt(3);
            log[i] = switch (random.nextInt(9)) {
                case 0 -> LOGIN.formatted(i % 60, i % 7, i);
                case 1 -> FAILURE.formatted(i % 60, i % 9, i % 11);
                case 2 -> "Nov 20 10:34:30 mx1 last message repeated 2 times";
                case 3 -> MESSAGE.formatted(i % 60, process, i, i % 2);
                case 4 -> END.formatted(i % 60, process);
                case 5 -> CONNECT.formatted(i % 60, process);
                case 6 -> "Nov 20 10:34:30 mx1 sendmail[7]: 0A1B2C: possible SMTP attack: command=AUTH, count=5";
                case 7 -> "Nov 20 10:34:00 mx1 sshd[7]: " + "x".repeat(1 + random.nextInt(900));
                default -> "no program at all";
            };
        }
        return log;
    }

    /// In parts, where they are long enough.
    private static String[] wrapped(String[] log) {
        return Stream.of(log)
                .flatMap(line -> line.length() < 90
                        ? Stream.of("2026-11-20T10:34:32.5Z stdout F " + line)
                        : Stream.of(
                                "2026-11-20T10:34:32.5Z stderr P " + line.substring(0, 88),
                                "2026-11-20T10:34:32.5Z stderr F " + line.substring(88)))
                .toArray(String[]::new);
    }

    private void read(InputStream in) throws IOException {
        new WholeLog(WholeLogTest::parser).read(in, (bytes, from, to, reading) -> {
            lines.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            readings.add(reading);
        });
    }

    private static List<Reading> byOneParser(String[] log) {
        LineParser parser = parser();
        return List.of(log).stream().map(parser::read).toList();
    }

    private static LineParser parser() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        return new LineParser(new ParserSettings(ZoneOffset.UTC, () -> now, "mx1"));
    }

    /// Gives a few bytes, or many, at each read.
    private static final class Trickle extends FilterInputStream {

        private final Random random;

        private Trickle(String text, Random random) {
            super(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            this.random = random;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 100 : 20_000)));
        }
    }
}
