package io.postern.collector.shipping;

import io.postern.collector.following.Receipt;
import io.postern.collector.parsing.Reading;
import io.postern.events.Outcome;
import io.postern.events.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
public final class HeldTries {

    /// Afterwards the oldest are shipped early: a flood must not fill the memory.
    private static final int MOST = 10_000;

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
        private final long came;
        private final List<String> passdbs = new ArrayList<>(2);
        private final Fate fate = new Fate();
        private Line gravest;

        private Try(Key key, Line first, long now) {
            this.key = key;
            this.began = first.attempt().at();
            this.came = now;
            this.gravest = first;
            passdbs.add(first.attempt().passdb());
        }

        private void said(Line line) {
            passdbs.add(line.attempt().passdb());
            gravest = weight(line) > weight(gravest) ? line : gravest;
        }

        /// Two databases may have one name; one that does not know a user cannot know that the password is wrong.
        private boolean mayBeOf(Line line) {
            Reading.Attempt before = gravest.attempt();
            return Objects.equals(before.account(), line.attempt().account())
                    && (!passdbs.contains(line.attempt().passdb())
                            || before.outcome() == Outcome.UNKNOWN_USER
                                    && line.attempt().outcome() != Outcome.UNKNOWN_USER);
        }
    }

    /// Safe when that is which the try's lines became.
    private static final class Fate implements Receipt {
        private volatile Receipt decided;

        @Override
        public boolean isSafe() {
            Receipt known = decided;
            return known != null && known.isSafe();
        }
    }

    private final Duration patience;
    private final Shipper shipper;
    private final SequencedSet<Try> inOrder = new LinkedHashSet<>();
    private final Map<Key, List<Try>> open = new HashMap<>();

    public HeldTries(Duration patience, Shipper shipper) {
        this.patience = patience;
        this.shipper = shipper;
    }

    /// Holds back what is only one database's word; ships all else at once, and what it settles before it.
    ///
    /// @param now by a clock that never goes back, in nanoseconds
    public Receipt take(Line line, long now) {
        Reading.Attempt attempt = line.attempt();
        if (concerns(attempt)) {
            return hold(line, now);
        }
        if (attempt.outcome() == Outcome.SUCCEEDED) {
            loggedIn(attempt);
        } else if (attempt.source() == Source.DOVECOT_LOGIN) {
            ended(attempt);
        }
        return shipper.ship(line);
    }

    /// Whether an attempt is only the word of one database among several.
    public static boolean concerns(Reading.Attempt attempt) {
        return attempt.passdb() != null
                && (attempt.source() == Source.DOVECOT_AUTH || attempt.source() == Source.DOVECOT_EVENT)
                && (attempt.outcome().isFailure() || attempt.outcome() == Outcome.TEMPORARY_FAILURE);
    }

    /// @param now by a clock that never goes back, in nanoseconds
    public Receipt hold(Line line, long now) {
        Key key = Key.of(line.attempt());
        List<Try> tries = open.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (Try candidate : tries) {
            if (candidate.mayBeOf(line)) {
                candidate.said(line);
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
    public void loggedIn(Reading.Attempt attempt) {
        List<Try> tries = open.get(Key.of(attempt));
        if (tries != null) {
            Try last = tries.getLast();
            forget(last);
            last.fate.decided = Receipt.SAFE;
            finish(attempt);
        }
    }

    /// The login process has said its last word of a session.
    public void ended(Reading.Attempt attempt) {
        if (attempt.session() != null) {
            finish(attempt);
        }
    }

    private void finish(Reading.Attempt attempt) {
        for (Try left : List.copyOf(open.getOrDefault(Key.of(attempt), List.of()))) {
            ship(left);
        }
    }

    /// Ships what was held long enough, by the clock of the lines or by one's own, as long as there is room.
    ///
    /// @param lineTime of the newest line; null when it is not known
    public void shipDue(Instant lineTime, long now, BooleanSupplier room) {
        while (!inOrder.isEmpty() && isDue(inOrder.getFirst(), lineTime, now) && room.getAsBoolean()) {
            ship(inOrder.getFirst());
        }
    }

    private boolean isDue(Try held, Instant lineTime, long now) {
        return now - held.came >= patience.toNanos()
                || lineTime != null && !lineTime.isBefore(held.began.plus(patience));
    }

    /// At the end of what there is to read.
    public void shipAll() {
        while (!inOrder.isEmpty()) {
            ship(inOrder.getFirst());
        }
    }

    /// All that is held will be offered again.
    public void clear() {
        inOrder.clear();
        open.clear();
    }

    public int size() {
        return inOrder.size();
    }

    private void ship(Try held) {
        forget(held);
        held.fate.decided = shipper.ship(held.gravest);
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
