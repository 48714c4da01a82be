package io.postern.e2e;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// A reproducible log of clients that fail now and then, written while another way of counting looks on.
///
/// The lines are a second apart and end at the given moment. Dovecot's and Postfix' wording; each login is told once.
final class AttackLog {

    private static final int LIMIT = 3;
    private static final int CLIENTS = 40;

    private final List<String> lines = new ArrayList<>();
    private final SortedMap<String, String> bans = new TreeMap<>();
    private int attempts;

    AttackLog(int count, long seed, Instant end) {
        Random random = new Random(seed);
        Map<String, List<Instant>> failures = new HashMap<>();
        Map<String, Instant> bannedUntil = new HashMap<>();
        Instant at = end.truncatedTo(ChronoUnit.SECONDS).minusSeconds(count / 10);
        for (int i = 0; i < count; i++) {
            at = at.plusMillis(100);
            String client = "203.0.113." + (1 + random.nextInt(CLIENTS));
            int weight = line(random, at, client, i);
            attempts += Math.abs(weight);
            for (int n = 0; n < weight; n++) {
                failures.computeIfAbsent(client, none -> new ArrayList<>()).add(at);
            }
            List<Instant> counted = failures.getOrDefault(client, List.of());
            boolean banned = bannedUntil.containsKey(client) && !at.isAfter(bannedUntil.get(client));
            if (!banned && counted.size() >= LIMIT) {
                Instant until = at.plus(10, ChronoUnit.MINUTES);
                bannedUntil.put(client, until);
                bans.put(client + "/32", until.toString());
            }
        }
    }

    /// The failures that the line tells of; a success is minus one.
    private int line(Random random, Instant at, String client, int i) {
        int kind = random.nextInt(20);
        String head = at + " mx1 ";
        if (kind < 10) {
            lines.add(head + "dovecot: imap-login: Login: user=<user" + i + "@example.org>, method=PLAIN, rip=" + client
                    + ", lip=192.0.2.25, mpid=" + i + ", TLS, session=<s" + i + ">");
            return -1;
        }
        if (kind < 15) {
            lines.add(head + "postfix/submission/smtpd[" + (1000 + i) + "]: warning: unknown[" + client
                    + "]: SASL LOGIN authentication failed: authentication failure, sasl_username=info" + i
                    + "@example.org");
            return 1;
        }
        int weight = 1 + kind % 2;
        lines.add(head + "dovecot: pop3-login: Disconnected: Connection closed (auth failed, " + weight
                + " attempts in 4 secs): user=<admin" + i + ">, method=PLAIN, rip=" + client
                + ", lip=192.0.2.25, session=<s" + i + ">");
        return weight;
    }

    List<String> lines() {
        return lines;
    }

    /// Networks banned and until when, under three failures in ten minutes.
    SortedMap<String, String> bans() {
        return bans;
    }

    /// Successes and failures, each counted once.
    int attempts() {
        return attempts;
    }
}
