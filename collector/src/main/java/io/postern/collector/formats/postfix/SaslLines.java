package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Kind;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.util.Locale;

/// What Postfix' smtpd says of logins: `HOST[IP]: SASL MECH authentication failed: WHY, sasl_username=U` for each that
/// failed, and `HOST[IP] ehlo=1 auth=0/2 …` at the end of a connection.
///
/// Only the first bracket is Postfix' own; everything behind it (mechanism, reason, user name) may be the client's
/// words.
final class SaslLines {

    private static final byte[] SASL = Bytes.of(": SASL ");
    private static final byte[] FAILED = Bytes.of(" authentication failed:");
    private static final byte[] USERNAME = Bytes.of(", sasl_username=");
    private static final byte[] AUTH = Bytes.of(" auth=");
    private static final byte[] NOT_TOLD = Bytes.of("(unavailable)");

    private static final Reading TOLD = new Reading.Ignored(
            Daemon.POSTFIX, Kind.NO_AUTH_ATTEMPT, "AUTH failed, and lines before have told all of it");

    /// smtpd_hard_error_limit ends a connection long before.
    private static final int MOST = 1000;

    private final Service service;
    private final ToldFailures told;

    /// master.cf's syslog_name makes the middle of the program: `postfix/submission/smtpd`, `postfix/smtps/smtpd`.
    SaslLines(String program, ToldFailures told) {
        this.told = told;
        this.service = program.contains("submission") || program.contains("smtps") ? Service.SUBMISSION : Service.SMTP;
    }

    /// @param from behind `warning: `
    /// @return null when the warning is of something else
    Reading readFailure(Line context, int from, int to) {
        byte[] line = context.bytes();
        Peer client = Peer.at(line, from, to);
        if (client == null || !Bytes.startsWith(line, SASL, client.end(), to)) {
            return null;
        }
        told.tell(context.process(), client.address());
        int mechanism = client.end() + SASL.length;
        int mechanismTo = Bytes.indexOf(line, ' ', mechanism, to);
        if (mechanismTo < 0 || !Bytes.startsWith(line, FAILED, mechanismTo, to)) {
            return null;
        }
        int why = Bytes.skipSpaces(line, mechanismTo + FAILED.length, to);
        int username = Bytes.indexOf(line, USERNAME, why, to);
        int whyTo = username < 0 ? to : username;
        SaslReason reason = context.isRefusal(why, whyTo) ? SaslReason.BANNED : SaslReason.of(line, why, whyTo);
        if (reason.outcome() == null) {
            return null;
        }
        String account = username < 0 ? null : account(line, username + USERNAME.length, to);
        String method = Bytes.text(line, mechanism, mechanismTo);
        return attempt(context, reason.kind(), client.address(), account, reason.outcome(), method);
    }

    Reading attempt(Line line, Kind kind, Address client, String account, Outcome outcome, String mechanism) {
        String method = mechanism.toUpperCase(Locale.ROOT);
        return line.attempt(
                Daemon.POSTFIX, kind, Source.POSTFIX_SASL, service, client, account, outcome, 1, method, null, null);
    }

    /// A connection on which AUTH failed: the tries that no line before has told of. Postfix refuses an AUTH without
    /// a line of its own where it does not offer it (no TLS, port 25) and over smtpd_client_auth_rate_limit, which
    /// good clients meet too: nothing is known of the password.
    ///
    /// @param from behind `disconnect from `
    /// @return null when no AUTH failed
    Reading readEnd(Line context, int from, int to) {
        byte[] line = context.bytes();
        int auth = Bytes.indexOf(line, AUTH, from, to);
        if (auth < 0) {
            return null;
        }
        int accepted = auth + AUTH.length;
        int slash = Bytes.skipDigits(line, accepted, to);
        if (slash >= to || line[slash] != '/') {
            return null;
        }
        int refused = Bytes.number(line, slash + 1, Bytes.skipDigits(line, slash + 1, to))
                - Bytes.number(line, accepted, slash);
        Peer client = Peer.at(line, from, to);
        if (client == null || client.address() == null || refused <= 0) {
            return null;
        }
        int rest = Math.min(MOST, refused) - told.end(context.process(), client.address());
        return rest <= 0
                ? TOLD
                : context.attempt(
                        Daemon.POSTFIX,
                        Kind.AUTH_POLICY,
                        Source.POSTFIX_SASL,
                        service,
                        client.address(),
                        null,
                        Outcome.REFUSED_BY_POLICY,
                        rest,
                        null,
                        null,
                        null);
    }

    static String account(byte[] line, int from, int to) {
        return Bytes.equal(line, NOT_TOLD, from, to) ? null : Bytes.text(line, from, to);
    }
}
