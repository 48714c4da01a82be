package io.postern.collector.formats.dovecot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Text;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One event of Dovecot's exporter (2.3 and 2.4, `format = json`), one object on one line. Nothing in it can be forged:
/// what a client chose is a JSON string.
///
/// Each try is told once, by two events that share it out: `auth_passdb_request_finished` tells every refusal and its
/// reason, which 2.3 says nowhere else; `auth_request_finished` tells the successes, and what was refused before any
/// passdb was asked. With auth workers the former comes twice; the auth process's own counts.
final class ExportedEvent {

    private static final String PASSDB = "auth_passdb_request_finished";
    private static final String REQUEST = "auth_request_finished";

    /// The process whose events count.
    private static final String CATEGORY = "service:auth";

    private static final Reading OTHER = ignored("an event of Dovecot, but not the result of a login");
    private static final Reading BY_ANOTHER = ignored("told by another event of the same try");
    private static final Reading BROKEN = new Reading.Unreadable(Daemon.DOVECOT, "an event of Dovecot that is no JSON");

    private final JsonFactory json = new JsonFactory();

    /// Members by name, those of `fields` with a dot in front.
    private final Map<String, String> members = new HashMap<>();

    private boolean ofAuthProcess;

    /// @return null when the line is no event
    Reading read(Line line) {
        members.clear();
        ofAuthProcess = false;
        try (JsonParser parser = json.createParser(line.bytes(), line.start(), line.to() - line.start())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(parser, "");
            }
        } catch (IOException e) {
            return members.containsKey("event") ? BROKEN : null;
        }
        String event = members.get("event");
        return event == null ? null : reading(line, event);
    }

    private void readObject(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("fields")) {
                readObject(parser, ".");
            } else if (value == JsonToken.START_ARRAY && name.equals("categories")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    ofAuthProcess |= CATEGORY.equals(parser.getText());
                    parser.skipChildren();
                }
            } else if (value != null && value.isScalarValue()) {
                members.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    private Reading reading(Line line, String event) {
        if (event.equals(PASSDB)) {
            return ofAuthProcess ? ofPassdb(line) : BY_ANOTHER;
        }
        return event.equals(REQUEST) ? ofRequest(line) : OTHER;
    }

    private Reading ofPassdb(Line line) {
        return switch (members.getOrDefault(".result", "")) {
            case "password_mismatch" -> attempt(line, Kind.AUTH, Outcome.WRONG_PASSWORD);
            case "user_unknown" -> attempt(line, Kind.AUTH, Outcome.UNKNOWN_USER);
            case "user_disabled" -> attempt(line, Kind.AUTH_POLICY, Outcome.ACCOUNT_DISABLED);
            case "pass_expired" -> attempt(line, Kind.AUTH_POLICY, Outcome.PASSWORD_EXPIRED);
            case "internal_failure", "scheme_not_available" ->
                attempt(line, Kind.AUTH_TEMPFAIL, Outcome.TEMPORARY_FAILURE);
            default -> BY_ANOTHER; // ok, next
        };
    }

    private Reading ofRequest(Line line) {
        if ("yes".equals(members.get(".success"))) {
            return attempt(line, Kind.LOGIN_OK, Outcome.SUCCEEDED);
        }
        if ("refused".equals(members.get(".policy_result"))) {
            return attempt(line, Kind.AUTH_POLICY, Outcome.REFUSED_BY_POLICY);
        }
        boolean nameRefused = members.getOrDefault(".user", "").isEmpty();
        return nameRefused ? attempt(line, Kind.AUTH, Outcome.FAILED) : BY_ANOTHER;
    }

    private Reading attempt(Line line, Kind kind, Outcome outcome) {
        Address client = Address.orNull(members.getOrDefault(".remote_ip", ""));
        Instant at = time(members.get("end_time"));
        if (client == null || at == null) {
            return new Reading.Unreadable(
                    Daemon.DOVECOT, client == null ? "an event without remote_ip" : "an event without end_time");
        }
        String host = Text.clean(members.get("hostname"));
        String user = members.getOrDefault(".user", "");
        String mechanism = members.get(".mechanism");
        return new Reading.Attempt(
                Daemon.DOVECOT,
                kind,
                at,
                host == null ? line.host() : host,
                Source.DOVECOT_EVENT,
                Service.ofDovecot(members.getOrDefault(".protocol", members.getOrDefault(".service", ""))),
                client,
                user.isEmpty() ? members.get(".original_user") : user,
                outcome,
                1,
                mechanism == null ? null : mechanism.toUpperCase(Locale.ROOT),
                members.get(".session"),
                passdb());
    }

    /// With its number: two may have one name.
    private String passdb() {
        String name = members.getOrDefault(".passdb_name", members.get(".passdb"));
        return name == null ? null : name + "/" + members.getOrDefault(".passdb_id", "");
    }

    /// RFC 3339 (`time-rfc3339`, 2.4 `time_format = rfc3339`); null for anything else.
    private static Instant time(String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(text);
            return at.isBefore(Instant.EPOCH) || !at.isBefore(io.postern.events.AttemptObserved.END_OF_TIME)
                    ? null
                    : at;
        } catch (DateTimeException notRfc3339) {
            return null;
        }
    }

    private static Reading ignored(String reason) {
        return new Reading.Ignored(Daemon.DOVECOT, Kind.OTHER, reason);
    }
}
