package io.postern.collector.shipping;

import io.postern.collector.following.Receipt;
import io.postern.collector.formats.dovecot.Dovecot;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;
import io.postern.events.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.function.BooleanSupplier;

/// What one of Dovecot's password databases said of a try, held back for a moment: the next database may let the client
/// in, or say no as well, and Dovecot does not tell how many there are.
///
/// A try is shipped once, with the gravest of what was said of it. A line belongs to the oldest try of its session and
/// account, or of its client and account where there is no session, to which its database has said nothing yet.
/// Nothing is lost in a crash: until a try is shipped, none of its lines is safe.
///
/// Dovecot's exporter does not keep the order of events: what a database said of a try may come after the success.
public final class HeldTries {

    /// Afterwards the oldest are shipped early: a flood must not fill the memory.
    private static final int MOST = 10_000;

    /// How long to wait unless told otherwise: PAM alone takes three seconds to say no.
    public static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

    /// Who has to wait for the answer to a try cannot try again within this time (`auth_failure_delay`, 2 seconds).
    private static final Duration ONE_TRY = Duration.ofSeconds(1);

    /// Ships an attempt; what it returns says when it is safe.
    @FunctionalInterface
    public interface Shipper {
        Receipt ship(Line line);
    }

    /// What a line said, and where it stands.
    public record Line(Reading.Attempt attempt, String id, long offset) {}

    private record Key(String client, String session, String account) {
        static Key of(Reading.Attempt attempt) {
            String session = attempt.session();
            return new Key(attempt.client().toString(), session, session == null ? attempt.account() : null);
        }
    }

    private static final class Try {
        private final Key key;
        private final Instant began;
        private final List<String> passdbs = new ArrayList<>(2);
        private final Receipt.Deferred fate = Receipt.deferred();
        private Line gravest;
        private Instant last;
        private long lastCame;

        private Try(Key key, Line first, long now) {
            this.key = key;
            this.began = first.attempt().at();
            this.gravest = first;
            said(first, now);
        }

        private void said(Line line, long now) {
            passdbs.add(line.attempt().passdb());
            gravest = weight(line) > weight(gravest) ? line : gravest;
            last = line.attempt().at();
            lastCame = now;
        }

        private boolean mayBeOf(Line line) {
            return Objects.equals(gravest.attempt().account(), line.attempt().account())
                    && (!passdbs.contains(line.attempt().passdb()) || isOfANamesake(line.attempt()));
        }

        /// Two databases may have one name. One that does not know a user cannot know that the password is wrong; and
        /// those that the auth process asks by itself answer in one moment.
        private boolean isOfANamesake(Reading.Attempt said) {
            boolean knowsMore =
                    gravest.attempt().outcome() == Outcome.UNKNOWN_USER && said.outcome() != Outcome.UNKNOWN_USER;
            boolean atOnce =
                    !said.passdb().endsWith(Dovecot.WORKER) && said.at().isBefore(began.plus(ONE_TRY));
            return knowsMore || atOnce;
        }
    }

    private final Duration patience;
    private final Shipper shipper;
    private final BooleanSupplier room;
    private final SequencedSet<Try> inOrder = new LinkedHashSet<>();
    private final Map<Key, List<Try>> open = new HashMap<>();

    /// When exported events told of a success, the newest ones.
    private final Map<Key, Instant> successes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return super.size() > MOST;
        }
    };

    /// Waits as long as usual, and ships into something that always has room: for old logs.
    public HeldTries(Shipper shipper) {
        this(USUAL_PATIENCE, shipper, () -> true);
    }

    /// @param room whether more can be shipped at present
    public HeldTries(Duration patience, Shipper shipper, BooleanSupplier room) {
        this.patience = patience;
        this.shipper = shipper;
        this.room = room;
    }

    /// Takes the attempts of one source in their order; ships or keeps each.
    ///
    /// @param now by a clock that never goes back, in nanoseconds
    public Receipt take(Line line, long now) {
        Reading.Attempt attempt = line.attempt();
        timePassed(attempt.at(), now);
        if (concerns(attempt)) {
            return isOfASuccess(attempt) ? Receipt.SAFE : hold(line, now);
        }
        if (attempt.outcome() == Outcome.SUCCEEDED) {
            loggedIn(attempt);
        } else if (attempt.source() == Source.DOVECOT_LOGIN && attempt.session() != null) {
            shipAll(Key.of(attempt)); // the login process has said its last word of the session
        }
        return shipper.ship(line);
    }

    /// Ships what was held long enough, by the clock of the lines or by one's own, as long as there is room.
    ///
    /// @param lineTime of the newest line; null when there is none
    public void timePassed(Instant lineTime, long now) {
        while (!inOrder.isEmpty() && isDue(inOrder.getFirst(), lineTime, now) && room.getAsBoolean()) {
            ship(inOrder.getFirst());
        }
    }

    /// Ships all: nothing more is to be read.
    public void shipAll() {
        while (!inOrder.isEmpty()) {
            ship(inOrder.getFirst());
        }
    }

    /// Forgets all: it will be offered again.
    public void clear() {
        inOrder.clear();
        open.clear();
        successes.clear();
    }

    public int size() {
        return inOrder.size();
    }

    /// Whether an attempt is only the word of one database among several.
    public static boolean concerns(Reading.Attempt attempt) {
        return attempt.passdb() != null
                && (attempt.source() == Source.DOVECOT_AUTH || attempt.source() == Source.DOVECOT_EVENT)
                && attempt.outcome() != Outcome.SUCCEEDED
                && attempt.outcome() != Outcome.REFUSED_BY_POLICY; // that ends a try, or comes before it
    }

    private Receipt hold(Line line, long now) {
        Key key = Key.of(line.attempt());
        List<Try> tries = open.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (Try candidate : tries) {
            if (candidate.mayBeOf(line)) {
                candidate.said(line, now);
                inOrder.remove(candidate); // and to the end: its patience begins anew
                inOrder.add(candidate);
                return candidate.fate;
            }
        }
        Try begun = new Try(key, line, now);
        tries.add(begun);
        inOrder.add(begun);
        if (inOrder.size() > MOST) {
            ship(inOrder.getFirst());
        }
        return begun.fate;
    }

    /// A database that could not decide has the last word in Dovecot, too.
    private static int weight(Line line) {
        return switch (line.attempt().outcome()) {
            case UNKNOWN_USER -> 0;
            case FAILED -> 1;
            case WRONG_PASSWORD -> 2;
            case SUCCEEDED, ACCOUNT_DISABLED, PASSWORD_EXPIRED, REFUSED_BY_POLICY -> 3;
            case TEMPORARY_FAILURE -> 4;
        };
    }

    /// The client is in: what was said last was no failure; what was said of earlier tries was.
    private void loggedIn(Reading.Attempt attempt) {
        Key key = Key.of(attempt);
        if (attempt.source() == Source.DOVECOT_EVENT) {
            successes.remove(key);
            successes.put(key, attempt.at());
        }
        List<Try> tries = open.get(key);
        if (tries != null) {
            Try last = tries.getLast();
            forget(last);
            last.fate.settle(Receipt.SAFE);
            shipAll(key);
        }
    }

    /// Whether the client was let in after all, and the event that says so came first.
    private boolean isOfASuccess(Reading.Attempt said) {
        Instant success = said.source() == Source.DOVECOT_EVENT ? successes.get(Key.of(said)) : null;
        return success != null && !said.at().isAfter(success) && said.at().isAfter(success.minus(patience));
    }

    private void shipAll(Key key) {
        for (Try left : List.copyOf(open.getOrDefault(key, List.of()))) {
            ship(left);
        }
    }

    private boolean isDue(Try held, Instant lineTime, long now) {
        return now - held.lastCame >= patience.toNanos()
                || lineTime != null && !lineTime.isBefore(held.last.plus(patience));
    }

    private void ship(Try held) {
        forget(held);
        held.fate.settle(shipper.ship(held.gravest));
    }

    private void forget(Try held) {
        inOrder.remove(held);
        List<Try> tries = open.get(held.key);
        tries.remove(held);
        if (tries.isEmpty()) {
            open.remove(held.key);
        }
    }
}
