package io.postern.cli.demo;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom three failures within ten minutes ban, counted from the lines in the plainest way: no Kafka, no stores, none of
/// the collector's parsers. The demonstration is right when Postern comes to the same.
public final class ExpectedBans {

    private static final int LIMIT = 3;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    /// The address in the brackets that follow `warning: ` is Postfix' own.
    private static final Pattern POSTFIX =
            Pattern.compile("smtpd\\[\\d+]: warning: [^\\[ ]*\\[([^]]+)]: SASL [A-Z0-9-]+ authentication failed: (.*)");

    /// Greedy up to the last `rip=`: what a user name pretends stands before it.
    private static final Pattern DOVECOT =
            Pattern.compile("-login: Disconnected.*?\\(auth failed, (\\d+) attempts .*, rip=([^,]+), lip=");

    private record Failure(OffsetDateTime at, int weight) {}

    private ExpectedBans() {}

    /// @param open special-purpose networks that count as public
    public static TreeSet<Address> of(List<String> lines, List<Network> open) {
        Map<Address, List<Failure>> failures = new TreeMap<>();
        for (String line : lines) {
            Matcher dovecot = DOVECOT.matcher(line);
            Matcher postfix = POSTFIX.matcher(line);
            if (dovecot.find()) {
                note(failures, line, dovecot.group(2), Integer.parseInt(dovecot.group(1)));
            } else if (postfix.find() && saysThatCredentialsWereWrong(postfix.group(2))) {
                note(failures, line, postfix.group(1), 1);
            }
        }
        SpecialPurpose special = SpecialPurpose.except(open);
        TreeSet<Address> banned = new TreeSet<>();
        failures.forEach((client, all) -> {
            if (special.of(client).isEmpty() && tooMany(all)) {
                banned.add(client);
            }
        });
        return banned;
    }

    /// In the recording a policy server had its say too: whom it refused, nobody asked for the password.
    private static boolean saysThatCredentialsWereWrong(String reason) {
        return !reason.startsWith("Too many failed logins")
                && !reason.startsWith("Password expired")
                && !reason.startsWith("Invalid ")
                && !reason.startsWith("Connection lost");
    }

    private static void note(Map<Address, List<Failure>> failures, String line, String client, int weight) {
        failures.computeIfAbsent(Address.of(client), none -> new ArrayList<>())
                .add(new Failure(OffsetDateTime.parse(line.substring(0, line.indexOf(' '))), weight));
    }

    private static boolean tooMany(List<Failure> failures) {
        return failures.stream()
                .anyMatch(last -> failures.stream()
                                .filter(failure -> !failure.at().isAfter(last.at()))
                                .filter(failure ->
                                        !failure.at().isBefore(last.at().minus(WITHIN)))
                                .mapToInt(Failure::weight)
                                .sum()
                        >= LIMIT);
    }
}
