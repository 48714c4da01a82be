package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stamps without a year, in files of which it is known when they were last written.
class YearTest {

    @ParameterizedTest
    @CsvSource({
        // now, the file was last written, stamp, year
        "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z, Nov 20 11:59:59, 2026",
        "2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z, Nov 22 00:00:00, 2025",
        "2026-11-20T12:00:00Z, 2023-01-05T06:25:00Z, Jan  5 06:24:59, 2023",
        "2026-11-20T12:00:00Z, 2023-01-05T06:25:00Z, Dec 29 06:24:59, 2022",
        "2026-11-20T12:00:00Z, 2023-01-05T06:25:00Z, Nov 20 11:59:59, 2022",
        "2026-11-20T12:00:00Z, 2023-12-31T23:59:59Z, Jan  1 00:00:01, 2024",
        "2026-11-20T12:00:00Z, 2025-03-01T00:00:00Z, Feb 29 00:00:01, 2024",
        // a file from the future says nothing
        "2026-11-20T12:00:00Z, 2031-03-01T00:00:00Z, Nov 20 11:59:59, 2026"
    })
    void isTheOneInWhichTheFileWasWritten(Instant now, Instant written, String stamp, int year) {
        LineParser parser = new LineParser(new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(now), "mx"));
        parser.writtenUntil(written);

        Reading reading = parser.read(
                stamp + " mx postfix/smtpd[1]: warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: x");

        assertThat(((Reading.Attempt) reading).at().atZone(ZoneOffset.UTC).getYear())
                .isEqualTo(year);
    }

    /// A reader that goes from file to file asks for the same minute of different years.
    @ParameterizedTest
    @CsvSource({"2023-03-05T06:25:00Z, 2023", "2024-03-05T06:25:00Z, 2024"})
    void isTakenAnewForEachFile(Instant written, int year) {
        LineParser parser = new LineParser(
                new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), "mx"));
        String line = "Mar  5 06:24:59 mx postfix/smtpd[1]: warning: unknown[203.0.113.7]: SASL LOGIN authentication "
                + "failed: x";
        parser.read(line);
        parser.writtenUntil(written);

        Reading reading = parser.read(line);

        assertThat(((Reading.Attempt) reading).at().atZone(ZoneOffset.UTC).getYear())
                .isEqualTo(year);
    }
}
