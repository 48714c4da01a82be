package io.postern.collector.parsing;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.MailFlowEvent;
import io.postern.events.MailFlowStep;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.events.Text;
import java.time.Instant;

/// What one line says. Reasons are fixed sentences: nothing of the line is in them, so nothing secret can be.
public sealed interface Reading {

    /// The daemon whose words were read.
    Daemon daemon();

    Kind kind();

    /// The daemon as people write it.
    default String parser() {
        return daemon().wire();
    }

    /// A try to authenticate.
    ///
    /// @param client never null, and never taken from text that the client chose
    /// @param account the name as tried, cleaned and in lower case; null when the line does not tell
    /// @param mechanism null also for what can be none: some clients send their password in its place
    /// @param passdb which of Dovecot's password databases says so, or which defined format; else null
    record Attempt(
            Daemon daemon,
            Kind kind,
            Instant at,
            String host,
            Source source,
            Service service,
            Address client,
            String account,
            Outcome outcome,
            int attempts,
            String mechanism,
            String session,
            String passdb)
            implements Reading {

        public Attempt {
            account = Text.account(account);
            mechanism = isMechanism(mechanism) ? mechanism : null;
            session = Text.clean(session);
        }

        /// RFC 4422, section 3.1, in either case, and as Cyrus has it: `plaintext+TLS`.
        private static boolean isMechanism(String name) {
            boolean possible = name != null && !name.isEmpty() && name.length() <= 20;
            for (int i = 0; possible && i < name.length(); i++) {
                char c = name.charAt(i);
                possible = c < 128 && Bytes.isAlphanumeric((byte) c) || c == '-' || c == '_' || c == '+';
            }
            return possible;
        }

        /// So many times again, as a syslog daemon tells when it leaves out lines that are the same.
        public Attempt repeated(Instant lastAt, int times) {
            return new Attempt(
                    daemon,
                    kind,
                    lastAt,
                    host,
                    source,
                    service,
                    client,
                    account,
                    outcome,
                    (int) Math.min(Integer.MAX_VALUE, (long) attempts * times),
                    mechanism,
                    session,
                    passdb);
        }

        @Override
        public String parser() {
            return daemon == Daemon.FORMAT && passdb != null ? passdb : daemon.wire();
        }

        public AttemptObserved observed(String id, String origin) {
            return new AttemptObserved(
                    id, at, host, source, service, client, account, outcome, attempts, mechanism, session, origin);
        }
    }

    /// A step in the life of a message.
    ///
    /// @param queueId null for a message that never got one
    /// @param login the login that this line tells of as well; null when it does not
    record Mail(
            Daemon daemon, Instant at, String host, String queueId, String program, MailFlowStep step, Attempt login)
            implements Reading {

        /// What servers say of a message may quote what a client sent.
        public Mail {
            step = Redaction.of(step);
        }

        @Override
        public Kind kind() {
            return login == null ? Kind.MAIL : login.kind();
        }

        public MailFlowEvent event(String id, String origin) {
            return new MailFlowEvent(id, at, host, queueId, program, step, origin);
        }
    }

    /// A login line that names more than one address, each of which the client may have written: nobody is counted.
    record Ambiguous(Daemon daemon, Instant at, String host, String reason) implements Reading {

        @Override
        public Kind kind() {
            return Kind.AMBIGUOUS;
        }
    }

    /// A login process tells of a client of whom no password was checked.
    record NoAttempt(Daemon daemon, Kind kind, Instant at, String host, Service service, Address client, String reason)
            implements Reading {}

    /// Not the line of a login, or one that another line tells again.
    record Ignored(Daemon daemon, Kind kind, String reason) implements Reading {}

    /// The line of a login that cannot be read: counted, so that a new wording does not go unseen.
    record Unreadable(Daemon daemon, String reason) implements Reading {

        @Override
        public Kind kind() {
            return Kind.OTHER;
        }
    }
}
