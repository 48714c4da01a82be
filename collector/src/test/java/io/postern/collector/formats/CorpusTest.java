package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Annotated lines collected from other projects, beside the repository; where the collection is not, there is
/// nothing to try.
class CorpusTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");

    @TestFactory
    Stream<DynamicTest> readsEveryRowAsItsKindSays() throws IOException {
        return CorpusRow.all(CORPUS)
                .filter(row -> !NotRead.ROWS.containsKey(row.name()))
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> readsAsItsKindSays(row)));
    }

    @TestFactory
    Stream<DynamicTest> neverReportsTheForgedAddressNorCountsWhatIsNoFailure() throws IOException {
        return CorpusRow.all(CORPUS).map(row -> DynamicTest.dynamicTest(row.name(), () -> harmsNobody(row)));
    }

    /// A row that can be read now must leave the list.
    @TestFactory
    Stream<DynamicTest> leavesUnreadOnlyWhatItSays() throws IOException {
        return CorpusRow.all(CORPUS)
                .filter(row -> NotRead.ROWS.containsKey(row.name()))
                .map(row -> DynamicTest.dynamicTest(
                        row.name() + " " + NotRead.ROWS.get(row.name()),
                        () -> assertThat(NotRead.ROWS.get(row.name()).isTrueOf(read(row)))
                                .isTrue()));
    }

    private static void readsAsItsKindSays(CorpusRow row) {
        List<Reading> readings = read(row);
        switch (row.kind()) {
            case "auth" -> isFailure(row, readings);
            case "login_ok" -> {
                Reading.Attempt attempt = onlyAttempt(row, readings);
                assertThat(attempt.outcome()).isEqualTo(Outcome.SUCCEEDED);
                assertThat(attempt.client()).as(row.name()).isEqualTo(Address.of(row.ip()));
            }
            case "auth_tempfail" ->
                assertThat(onlyAttempt(row, readings).outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
            case "auth_policy" ->
                assertThat(kinds(readings)).as("%s: %s", row.name(), readings).contains(Kind.AUTH_POLICY);
            case "no_auth_attempt" ->
                assertThat(kinds(readings)).as("%s: %s", row.name(), readings).contains(Kind.NO_AUTH_ATTEMPT);
            case "limit" ->
                assertThat(kinds(readings)).as("%s: %s", row.name(), readings).contains(Kind.LIMIT);
            case "info", "smtp_reject", "probe", "spam", "ban_feed" ->
                assertThat(failures(readings))
                        .as("%s: %s", row.name(), readings)
                        .isEmpty();
            default -> throw new AssertionError("a kind that this test does not know: " + row.kind());
        }
    }

    private static void isFailure(CorpusRow row, List<Reading> readings) {
        if (row.unclear() && failures(readings).isEmpty()) {
            return;
        }
        assertThat(failures(readings)).as("%s: %s", row.name(), readings).hasSize(1);
        Reading.Attempt attempt = failures(readings).getFirst();
        if (row.ip() != null) {
            assertThat(attempt.client()).as(row.name()).isEqualTo(Address.of(row.ip()));
        }
        if (row.attempts() > 0) {
            assertThat(attempt.attempts()).as(row.name()).isEqualTo(row.attempts());
        }
        if (row.account() != null) {
            assertThat(attempt.account()).as(row.name()).isEqualTo(row.account());
        }
    }

    private static void harmsNobody(CorpusRow row) {
        for (Reading reading : read(row)) {
            if (reading instanceof Reading.Attempt attempt) {
                assertThat(attempt.client().toString()).isNotEqualTo(row.mustNotReport());
                assertThat(attempt.outcome().isFailure() && !row.kind().equals("auth"))
                        .isFalse();
            }
        }
    }

    private static List<Reading> read(CorpusRow row) {
        LineParser parser = Readings.parser();
        return row.lines().stream().map(parser::read).toList();
    }

    private static List<Kind> kinds(List<Reading> readings) {
        return readings.stream().map(Reading::kind).toList();
    }

    private static Reading.Attempt onlyAttempt(CorpusRow row, List<Reading> readings) {
        List<Reading.Attempt> attempts = attempts(readings);
        assertThat(attempts).as("%s: %s", row.name(), readings).hasSize(1);
        return attempts.getFirst();
    }

    private static List<Reading.Attempt> failures(List<Reading> readings) {
        return attempts(readings).stream()
                .filter(attempt -> attempt.outcome().isFailure())
                .toList();
    }

    private static List<Reading.Attempt> attempts(List<Reading> readings) {
        List<Reading.Attempt> attempts = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading instanceof Reading.Attempt attempt) {
                attempts.add(attempt);
            } else if (reading instanceof Reading.Mail mail && mail.login() != null) {
                attempts.add(mail.login());
            }
        }
        return attempts;
    }
}
