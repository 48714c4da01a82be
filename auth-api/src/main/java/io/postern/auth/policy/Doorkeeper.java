package io.postern.auth.policy;

import io.postern.auth.bans.BanView;
import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides what a policy request is answered, from memory.
public final class Doorkeeper {

    /// Dovecot's longest is a few kilobytes, with a name and an IMAP ID made as long as they can be.
    private static final int LONGEST_BODY = 64 * 1024;

    private final BanView bans;
    private final Predicate<AttemptObserved> outbox;
    private final PolicyMetrics metrics;
    private final Clock clock;
    private final ReportedAttempts attempts = new ReportedAttempts();

    /// @param outbox takes an attempt without waiting; false when it has no room
    public Doorkeeper(BanView bans, Predicate<AttemptObserved> outbox, PolicyMetrics metrics, Clock clock) {
        this.bans = bans;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param peer the address that sent the request
    Reply answer(Command command, byte[] body, String peer) {
        if (command == Command.UNKNOWN) {
            return Reply.UNKNOWN_COMMAND;
        }
        if (body.length > LONGEST_BODY) {
            return Reply.TOO_LARGE;
        }
        Optional<PolicyRequest> request = PolicyRequest.parse(body);
        if (request.isEmpty()) {
            return Reply.MALFORMED;
        }
        return command == Command.ALLOW ? allow(request.get()) : report(request.get(), peer);
    }

    private Reply allow(PolicyRequest question) {
        Address client = Address.orNull(question.remote());
        if (client == null) {
            return Reply.ACCEPTED; // bans are on addresses; `doveadm auth test` has none
        }
        if (!bans.isReady()) {
            return Reply.NOT_READY;
        }
        return bans.covering(client).isPresent() ? Reply.REFUSED : Reply.ACCEPTED;
    }

    private Reply report(PolicyRequest report, String peer) {
        Address client = Address.orNull(report.remote());
        if (client == null) {
            metrics.ignored(report.remote().isEmpty() ? "no_address" : "unreadable_address");
            return Reply.IGNORED;
        }
        AttemptObserved attempt = attempts.of(report, client, peer, clock.instant());
        if (!outbox.test(attempt)) {
            return Reply.NO_ROOM;
        }
        metrics.reported(attempt.outcome());
        return Reply.RECORDED;
    }
}
