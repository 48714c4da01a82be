package io.postern.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.postern.collector.parsing.Reading;
import io.postern.collector.shipping.HeldTries;
import io.postern.events.EventJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

/// Prints readings as they come.
interface Explanation extends ReadingSink {

    static Explanation to(PrintWriter out, OutputFormat.Shape shape) throws IOException {
        return switch (shape) {
            case TABLE -> new Lines(out);
            case JSON -> new Json(out, true);
            case NDJSON -> new Json(out, false);
        };
    }

    /// One line of text for each line of log.
    record Lines(PrintWriter out) implements Explanation {

        @Override
        public void take(Said said) {
            Reading reading = said.reading();
            String place = (said.file() == null ? "" : said.file() + ":") + said.number() + ": ";
            // Not println, which may flush: there are millions of lines.
            out.print(place + reading.parser() + " " + reading.kind().wire() + ": " + words(reading) + "\n");
        }

        private static String words(Reading reading) {
            return switch (reading) {
                case Reading.Attempt attempt -> attempt(attempt);
                case Reading.Mail mail -> mail(mail);
                case Reading.Ambiguous unclear -> "AMBIGUOUS, counted for nobody: " + unclear.reason();
                case Reading.NoAttempt connection -> connection.reason() + ", from " + connection.client();
                case Reading.Ignored ignored -> "not counted, " + ignored.reason();
                case Reading.Unreadable unreadable -> "NOT READABLE, " + unreadable.reason();
            };
        }

        private static String attempt(Reading.Attempt attempt) {
            return attempt.outcome().wire() + ", " + attempt.attempts()
                    + (attempt.attempts() == 1 ? " attempt" : " attempts")
                    + " from " + attempt.client()
                    + " as " + (attempt.account() == null ? "(not told)" : attempt.account())
                    + " on " + attempt.service().wire()
                    + " of " + attempt.host()
                    + " at " + attempt.at()
                    + (HeldTries.concerns(attempt) ? "; one password database's word, another may decide" : "");
        }

        private static String mail(Reading.Mail mail) {
            String step = mail.step().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            String message = mail.queueId() == null ? "no message" : "message " + mail.queueId();
            String login = mail.login() == null ? "" : "; " + attempt(mail.login());
            return step + ", " + message + " on " + mail.host() + " at " + mail.at() + login;
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    /// An object for each line, in an array or each on a line of its own. What an attempt does not tell is null.
    final class Json implements Explanation {

        private final JsonGenerator json;
        private final boolean array;

        Json(PrintWriter out, boolean array) throws IOException {
            this.json = new JsonFactory()
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                    .createGenerator(out)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            this.array = array;
            if (array) {
                json.writeStartArray();
            } else {
                json.setRootValueSeparator(null);
            }
        }

        @Override
        public void take(Said said) throws IOException {
            Reading reading = said.reading();
            json.writeStartObject();
            json.writeNumberField("line", said.number());
            if (said.file() != null) {
                json.writeStringField("file", said.file());
            }
            json.writeStringField("parser", reading.parser());
            json.writeStringField("kind", reading.kind().wire());
            switch (reading) {
                case Reading.Attempt attempt -> attempt(attempt);
                case Reading.Mail mail -> {
                    json.writeStringField("host", mail.host());
                    json.writeStringField("at", mail.at().toString());
                    json.writeStringField("queueId", mail.queueId());
                    json.writeStringField("program", mail.program());
                    json.writeFieldName("step");
                    json.writeRawValue(EventJson.text(mail.step()));
                    if (mail.login() != null) {
                        json.writeObjectFieldStart("login");
                        attempt(mail.login());
                        json.writeEndObject();
                    }
                }
                case Reading.Ambiguous unclear -> {
                    json.writeStringField("host", unclear.host());
                    json.writeStringField("at", unclear.at().toString());
                    json.writeStringField("reason", unclear.reason());
                }
                case Reading.NoAttempt connection -> {
                    json.writeStringField("client", connection.client().toString());
                    json.writeStringField("service", connection.service().wire());
                    json.writeStringField("host", connection.host());
                    json.writeStringField("at", connection.at().toString());
                    json.writeStringField("reason", connection.reason());
                }
                case Reading.Ignored ignored -> json.writeStringField("reason", ignored.reason());
                case Reading.Unreadable unreadable -> json.writeStringField("reason", unreadable.reason());
            }
            json.writeEndObject();
            if (!array) {
                json.writeRaw('\n');
            }
        }

        private void attempt(Reading.Attempt attempt) throws IOException {
            json.writeStringField("outcome", attempt.outcome().wire());
            json.writeStringField("client", attempt.client().toString());
            json.writeStringField("account", attempt.account());
            json.writeStringField("service", attempt.service().wire());
            json.writeStringField("mechanism", attempt.mechanism());
            json.writeNumberField("attempts", attempt.attempts());
            json.writeStringField("session", attempt.session());
            json.writeStringField("passdb", attempt.passdb());
            json.writeStringField("host", attempt.host());
            json.writeStringField("at", attempt.at().toString());
        }

        @Override
        public void close() throws IOException {
            if (array) {
                json.writeEndArray();
                json.writeRaw('\n');
            }
            json.close();
        }
    }
}
