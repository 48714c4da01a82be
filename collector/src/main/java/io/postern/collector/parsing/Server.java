package io.postern.collector.parsing;

import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Instant;

/// Makes the readings of one mail server's lines: what they all say in the same way.
public record Server(Daemon daemon, Source source) {

    /// @param client null when the line names no address where the server itself writes it
    public Reading attempt(
            Line line, Service service, Address client, String account, Outcome outcome, String mechanism) {
        return attempts(line, service, client, account, outcome, 1, mechanism);
    }

    public Reading attempts(
            Line line,
            Service service,
            Address client,
            String account,
            Outcome outcome,
            int attempts,
            String mechanism) {
        return line.attempt(
                daemon, kind(outcome), source, service, client, account, outcome, attempts, mechanism, null, null);
    }

    /// A client of whom no password was checked.
    public Reading noAttempt(Line line, Kind kind, Service service, Address client, String reason) {
        Instant at = line.at();
        return client == null || at == null
                ? ignored(reason)
                : new Reading.NoAttempt(daemon, kind, at, line.host(), service, client, reason);
    }

    public Reading ambiguous(Line line, String reason) {
        Instant at = line.at();
        return at == null ? unreadable("no time stamp") : new Reading.Ambiguous(daemon, at, line.host(), reason);
    }

    public Reading ignored(String reason) {
        return new Reading.Ignored(daemon, Kind.OTHER, reason);
    }

    public Reading unreadable(String reason) {
        return new Reading.Unreadable(daemon, reason);
    }

    private static Kind kind(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> Kind.LOGIN_OK;
            case FAILED, WRONG_PASSWORD, UNKNOWN_USER -> Kind.AUTH;
            case TEMPORARY_FAILURE -> Kind.AUTH_TEMPFAIL;
            case ACCOUNT_DISABLED, PASSWORD_EXPIRED, REFUSED_BY_POLICY -> Kind.AUTH_POLICY;
        };
    }
}
