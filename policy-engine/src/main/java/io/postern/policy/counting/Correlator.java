package io.postern.policy.counting;

import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finds out how much of an attempt is news: several sources tell of one login, and one source may tell twice.
///
/// Dovecot's session id says what belongs together. Without one (everything through Postfix) it is the same client at
/// the same kind of door with the same account within ten seconds; a source that does not name the account is taken to
/// mean one that only the other source has told. A few look-ups for each attempt, however many there were.
public final class Correlator {

    private static final long NEAR_MILLIS = 10_000;

    private final Tallies tallies;

    public Correlator(Tallies tallies) {
        this.tallies = tallies;
    }

    /// The tries that were not told before: 0 to the attempt's own number. The same attempt again is 0.
    ///
    /// @param at event time, which may be earlier than the attempt's own stamp
    /// @param keepUntil how long to remember, in milliseconds of the broker's time
    public int news(AttemptObserved attempt, Instant at, long keepUntil) {
        return attempt.session() == null
                ? withoutSession(attempt, at.toEpochMilli(), keepUntil)
                : inSession(attempt, at, keepUntil);
    }

    private int inSession(AttemptObserved attempt, Instant at, long keepUntil) {
        String key = success(attempt) + attempt.client() + "/session/" + attempt.session();
        Tally tally = get(key);
        if (tally.knows(attempt.id())) {
            return 0;
        }
        Login before = tally.logins().isEmpty()
                ? new Login(at.toEpochMilli(), attempt.account(), Map.of())
                : tally.logins().getFirst();
        Login after = before.telling(attempt.source(), attempt.attempts());
        tallies.put(key, tally.with(List.of(after)).knowing(attempt.id()).keptUntil(keepUntil));
        return after.attempts() - before.attempts();
    }

    private int withoutSession(AttemptObserved attempt, long at, long keepUntil) {
        // A repeated attempt carries the same stamp, yet an event time of its own when the stamp lies in the future.
        long stamped = slot(attempt.at().toEpochMilli());
        String idKey = key(attempt, stamped);
        Tally idTally = get(idKey);
        if (idTally.knows(attempt.id())) {
            return 0;
        }
        tallies.put(idKey, idTally.knowing(attempt.id()).keptUntil(keepUntil));

        Map<Long, Tally> around = new TreeMap<>();
        for (long slot = slot(at) - 1; slot <= slot(at) + 1; slot++) {
            around.put(slot, get(key(attempt, slot)));
        }
        int rest = attempt.attempts();
        for (Candidate candidate : candidates(around, attempt, at)) {
            int known = Math.min(rest, candidate.login().untoldBy(attempt.source()));
            if (known > 0) {
                Tally tally = around.get(candidate.slot());
                List<Login> logins = new ArrayList<>(tally.logins());
                logins.set(candidate.index(), candidate.login().telling(attempt.source(), known));
                around.put(candidate.slot(), tally.with(logins));
                tallies.put(
                        key(attempt, candidate.slot()),
                        around.get(candidate.slot()).keptUntil(keepUntil));
                rest -= known;
            }
        }
        if (rest > 0) {
            Tally home = around.get(slot(at));
            List<Login> logins = new ArrayList<>(home.logins());
            logins.add(Login.first(at, attempt.account(), attempt.source(), rest));
            tallies.put(key(attempt, slot(at)), home.with(logins).keptUntil(keepUntil));
        }
        return rest;
    }

    private record Candidate(long slot, int index, Login login, boolean named, long distance) {}

    /// What the attempt may be told of already, the likeliest first.
    private static List<Candidate> candidates(Map<Long, Tally> around, AttemptObserved attempt, long at) {
        List<Candidate> candidates = new ArrayList<>();
        around.forEach((slot, tally) -> {
            for (int i = 0; i < tally.logins().size(); i++) {
                Login login = tally.logins().get(i);
                long distance = Math.abs(login.at() - at);
                boolean named = login.account() != null && login.account().equals(attempt.account());
                boolean mayBe = named || login.account() == null || attempt.account() == null;
                if (mayBe && distance <= NEAR_MILLIS && untold(login, attempt.source())) {
                    candidates.add(new Candidate(slot, i, login, named, distance));
                }
            }
        });
        candidates.sort(Comparator.comparing(Candidate::named).reversed().thenComparing(Candidate::distance));
        return candidates;
    }

    private static boolean untold(Login login, Source source) {
        return login.untoldBy(source) > 0;
    }

    private Tally get(String key) {
        Tally tally = tallies.get(key);
        return tally == null ? Tally.NONE : tally;
    }

    private static long slot(long millis) {
        return Math.floorDiv(millis, NEAR_MILLIS);
    }

    private static String key(AttemptObserved attempt, long slot) {
        String door = attempt.service().isSmtp() ? "smtp" : attempt.service().wire();
        return success(attempt) + attempt.client() + "/" + door + "/" + slot;
    }

    /// Successes and all else are compared apart: some sources tell of one only.
    private static String success(AttemptObserved attempt) {
        return attempt.outcome() == Outcome.SUCCEEDED ? "ok/" : "";
    }
}
