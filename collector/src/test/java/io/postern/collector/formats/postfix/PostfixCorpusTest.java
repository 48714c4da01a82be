package io.postern.collector.formats.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Check;
import io.postern.events.MailFlowStep;
import io.postern.events.Outcome;
import io.postern.events.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every annotated line of Postfix collected from other projects, beside the repository: read as what it is, with the
/// fields that another parser (Logstash's Grok patterns) found in it. Where the collection is not, there is nothing to
/// try.
class PostfixCorpusTest {

    private static final Path CORPUS = Path.of("../../shared/corpus");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Another server's refusal, told again when the delivery ends, and a warning of a name that refused nobody.
    private static final List<String> NO_REFUSALS = List.of(" said: ", " does not resolve to address ");

    @TestFactory
    Stream<DynamicTest> readsEveryRowAsWhatItIs() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : List.of("postfix.jsonl", "injection.jsonl")) {
            if (Files.exists(CORPUS.resolve(file))) {
                int number = 0;
                for (String json : Files.readAllLines(CORPUS.resolve(file))) {
                    JsonNode row = JSON.readTree(json);
                    number++;
                    if (file.startsWith("postfix") || row.path("line").asText().contains(" postfix/")) {
                        tests.add(DynamicTest.dynamicTest(file + ":" + number, () -> isReadAsItIs(row)));
                    }
                }
            }
        }
        return tests.stream();
    }

    private static void isReadAsItIs(JsonNode row) {
        JsonNode expect = row.get("expect");
        JsonNode meta = row.get("meta");
        String line = row.get("line").asText();
        Reading reading = parser().read(withHeader(line, expect.path("service").asText(""), meta));
        Address client = Address.orNull(expect.path("ip").asText(null));
        switch (meta.get("kind").asText()) {
            case "auth" -> isFailure(reading, line, client, expect.path("user").asText(null));
            case "auth_policy" -> assertThat(reading.kind()).isEqualTo(Kind.AUTH_POLICY);
            case "smtp_reject" -> isRefusal(reading, line, client);
            case "probe", "info" -> assertThat(failure(reading)).isNull();
            default -> fail("a kind of line that this test does not know");
        }
        if (reading instanceof Reading.Mail mail && meta.has("results")) {
            hasFields(mail, meta.path("results"));
        }
        String forged = meta.path("must_not_report").asText(null);
        if (forged != null) {
            assertThat(reported(reading)).doesNotContain(Address.of(forged));
        }
    }

    private static void isFailure(Reading reading, String line, Address client, String user) {
        if (line.contains("disconnect from ")) { // nothing was told before: no password was looked at
            assertThat(reading).isInstanceOfSatisfying(Reading.Attempt.class, refused -> {
                assertThat(refused.client()).isEqualTo(client);
                assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED_BY_POLICY);
            });
            return;
        }
        assertThat(failure(reading)).isNotNull();
        assertThat(failure(reading).client()).isEqualTo(client);
        if (user != null) {
            assertThat(failure(reading).account()).isEqualTo(Text.account(user));
        }
    }

    private static void isRefusal(Reading reading, String line, Address client) {
        assertThat(failure(reading)).isNull();
        if (NO_REFUSALS.stream().noneMatch(line::contains)) {
            assertThat(check(reading)).isNotNull();
            assertThat(check(reading).client()).isEqualTo(client);
        }
    }

    private static void hasFields(Reading.Mail mail, JsonNode fields) {
        String id = fields.path("postfix_queueid").asText("NOQUEUE");
        assertThat(mail.queueId()).isEqualTo(id.equals("NOQUEUE") ? null : id);
        Check check = check(mail);
        if (check != null && fields.has("postfix_status_code")) {
            assertThat(check.code()).isEqualTo(fields.get("postfix_status_code").asInt());
            assertThat(check.dsn())
                    .isEqualTo(fields.get("postfix_status_code_enhanced").asText());
        }
        if (mail.step() instanceof MailFlowStep.Notified notified) {
            assertThat(notified.noticeQueueId())
                    .isEqualTo(fields.get("postfix_bounce_queueid").asText());
        }
        if (mail.step() instanceof MailFlowStep.Identified identified) {
            assertThat(identified.messageId())
                    .isEqualTo(Text.clean(fields.get("postfix_message-id").asText()));
        }
        if (fields.has("postfix_status") && mail.program().endsWith("/smtp")) {
            assertThat(mail.step()).isInstanceOf(MailFlowStep.Delivered.class);
        }
    }

    private static Reading.Attempt failure(Reading reading) {
        return reading instanceof Reading.Attempt attempt && attempt.outcome().isFailure() ? attempt : null;
    }

    private static Check check(Reading reading) {
        return reading instanceof Reading.Mail(var daemon, var at, var host, var id, var program, var step, var login)
                        && step instanceof MailFlowStep.Rejected(boolean warnOnly, Check check)
                ? check
                : null;
    }

    private static List<Address> reported(Reading reading) {
        return switch (reading) {
            case Reading.Attempt attempt -> List.of(attempt.client());
            case Reading.NoAttempt none -> List.of(none.client());
            case Reading.Mail mail
            when check(mail) != null -> List.of(check(mail).client());
            default -> List.of();
        };
    }

    /// Some rows are a message alone; some not even that.
    private static String withHeader(String line, String service, JsonNode meta) {
        return meta.path("no_syslog_header").asBoolean()
                ? "Nov 20 10:00:00 mx postfix/%s[1]: %s".formatted(service.isEmpty() ? "smtpd" : service, line)
                : line;
    }

    private static LineParser parser() {
        Instant now = Instant.parse("2026-11-20T12:00:00Z");
        return new LineParser(new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(now), "this-host"));
    }
}
