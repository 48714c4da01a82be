package io.postern.cli.anonymize;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.events.Address;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Rewrites lines and holds what the collector reads in them before and after beside each other.
final class Likeness {

    private static final ParserSettings SETTINGS =
            new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-30T00:00:00Z")), "localhost");

    private final Pseudonyms pseudonyms = new Pseudonyms(
            new PseudonymKey("a key that anybody knows".getBytes(StandardCharsets.UTF_8)),
            (kind, name, pseudonym) -> {});
    private final LineRewriter rewriter = new LineRewriter(SETTINGS, pseudonyms);
    private final LineParser before = new LineParser(SETTINGS);
    private final LineParser after = new LineParser(SETTINGS);
    private final Map<String, String> accounts = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long attempts;

    /// One after the other, as they stand in one log.
    void add(byte[] line) {
        Reading was = before.read(line, 0, line.length);
        byte[] rewritten = rewriter.rewrite(line, 0, line.length);
        if (rewritten == null) {
            if (!(was instanceof Reading.Ambiguous)
                    && !(was instanceof Reading.Unreadable)
                    && was.daemon() != Daemon.FORMAT
                    && !before.isInLine()) {
                complaints.add("left out: " + new String(line, StandardCharsets.UTF_8));
            }
            return;
        }
        Reading is = after.read(rewritten, 0, rewritten.length);
        String problem = problem(was, is, new String(rewritten, StandardCharsets.ISO_8859_1));
        if (problem != null) {
            complaints.add(problem + "\n  " + new String(line, StandardCharsets.UTF_8) + "\n  "
                    + new String(rewritten, StandardCharsets.UTF_8) + "\n  " + was + "\n  " + is);
        }
    }

    void add(String line) {
        add(line.getBytes(StandardCharsets.UTF_8));
    }

    String rewritten(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new String(rewriter.rewrite(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    List<String> complaints() {
        return complaints;
    }

    long attempts() {
        return attempts;
    }

    Pseudonyms pseudonyms() {
        return pseudonyms;
    }

    /// Null when all is the same but for the names.
    private String problem(Reading was, Reading is, String rewritten) {
        if (was.getClass() != is.getClass() || was.kind() != is.kind() || was.daemon() != is.daemon()) {
            return "another reading";
        }
        return switch (was) {
            case Reading.Attempt attempt -> problem(attempt, (Reading.Attempt) is, rewritten);
            case Reading.Mail mail -> problem(mail, (Reading.Mail) is, rewritten);
            case Reading.NoAttempt none -> {
                Reading.NoAttempt other = (Reading.NoAttempt) is;
                boolean same = none.at().equals(other.at())
                        && none.service() == other.service()
                        && none.reason().equals(other.reason());
                yield same ? client(none.client(), other.client(), rewritten) : "another connection";
            }
            case Reading.Ambiguous unclear ->
                unclear.at().equals(((Reading.Ambiguous) is).at()) ? null : "another time";
            case Reading.Ignored ignored ->
                ignored.reason().equals(((Reading.Ignored) is).reason()) ? null : "another reason";
            case Reading.Unreadable unreadable ->
                unreadable.reason().equals(((Reading.Unreadable) is).reason()) ? null : "another reason";
        };
    }

    private String problem(Reading.Attempt was, Reading.Attempt is, String rewritten) {
        attempts++;
        boolean same = was.at().equals(is.at())
                && was.source() == is.source()
                && was.service() == is.service()
                && was.outcome() == is.outcome()
                && was.attempts() == is.attempts()
                && mechanism(was.mechanism()).equals(mechanism(is.mechanism()))
                && Objects.equals(was.passdb(), is.passdb())
                && (was.session() == null) == (is.session() == null)
                && (was.account() == null) == (is.account() == null)
                && pseudonyms.host(was.host()).equals(is.host());
        if (!same) {
            return "another attempt";
        }
        String account = was.account();
        if (account != null
                && !rewritten.contains("[redacted]")
                && !Objects.equals(accounts.computeIfAbsent(account, none -> is.account()), is.account())) {
            return "another pseudonym than before: " + accounts.get(account);
        }
        boolean leaks = account != null
                && account.length() > 3
                && !account.matches("\\d+")
                && !ServerWords.knows(account)
                && !pseudonyms.mail(account).equals(account)
                && rewritten.contains(account);
        return leaks ? "the account is still there" : client(was.client(), is.client(), rewritten);
    }

    /// What is no mechanism, somebody chose.
    private static String mechanism(String mechanism) {
        return mechanism == null ? "none" : mechanism.matches("[A-Z0-9-]+") ? mechanism : "chosen";
    }

    private String problem(Reading.Mail was, Reading.Mail is, String rewritten) {
        boolean same = was.at().equals(is.at())
                && was.step().getClass() == is.step().getClass()
                && (was.queueId() == null) == (is.queueId() == null)
                && was.program().equals(is.program())
                && (was.login() == null) == (is.login() == null);
        if (!same) {
            return "another step";
        }
        return was.login() == null ? null : problem(was.login(), is.login(), rewritten);
    }

    private String client(Address was, Address is, String rewritten) {
        Address expected = pseudonyms.address(was);
        if (!expected.equals(is)) {
            return "not the client " + expected;
        }
        return !expected.equals(was) && rewritten.contains(was.toString()) ? "the client is still there" : null;
    }
}
