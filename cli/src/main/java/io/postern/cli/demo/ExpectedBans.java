package io.postern.cli.demo;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.SpecialPurpose;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom the shipped rules ban, counted from the lines in the plainest way: no Kafka, no stores, none of the collector's
/// parsers. Three failures within ten minutes are too many for a client; eight clients that fail within an hour are too
/// many for a network from which nobody logs in. The demonstration is right when Postern comes to the same.
public final class ExpectedBans {

    private static final int LIMIT = 3;
    private static final Duration WITHIN = Duration.ofMinutes(10);
    private static final int MOST_CLIENTS = 8;

    /// The address in the brackets that follow `warning: ` is Postfix' own.
    private static final Pattern POSTFIX =
            Pattern.compile("smtpd\\[\\d+]: warning: [^\\[ ]*\\[([^]]+)]: SASL [A-Z0-9-]+ authentication failed: (.*)");

    /// Greedy up to the last `rip=`: what a user name pretends stands before it.
    private static final Pattern DOVECOT =
            Pattern.compile("-login: Disconnected.*?\\(auth failed, (\\d+) attempts .*, rip=([^,]+), lip=");

    private static final Pattern SUCCESS = Pattern.compile("-login: Login: .*, rip=([^,]+), lip=");

    private record Failure(OffsetDateTime at, int weight) {}

    private ExpectedBans() {}

    /// @param open special-purpose networks that count as public
    public static TreeSet<String> of(List<String> lines, List<Network> open) {
        Map<Address, List<Failure>> failures = new TreeMap<>();
        Set<Network> good = new HashSet<>();
        for (String line : lines) {
            Matcher dovecot = DOVECOT.matcher(line);
            Matcher postfix = POSTFIX.matcher(line);
            if (dovecot.find()) {
                note(failures, line, dovecot.group(2), Integer.parseInt(dovecot.group(1)));
            } else if (postfix.find() && saysThatCredentialsWereWrong(postfix.group(2))) {
                note(failures, line, postfix.group(1), 1);
            }
            Matcher success = SUCCESS.matcher(line);
            if (success.find()) {
                good.add(network(Address.of(success.group(1))));
            }
        }
        SpecialPurpose special = SpecialPurpose.except(open);
        failures.keySet().removeIf(client -> special.of(client).isPresent());
        TreeSet<String> banned = new TreeSet<>();
        Map<Network, Integer> clients = new HashMap<>();
        failures.forEach((client, all) -> {
            clients.merge(network(client), 1, Integer::sum);
            if (tooMany(all)) {
                banned.add(Network.of(client).toString());
            }
        });
        clients.forEach((network, failing) -> {
            if (failing >= MOST_CLIENTS && !good.contains(network)) {
                banned.add(network.toString());
            }
        });
        return banned;
    }

    private static Network network(Address client) {
        return new Network(client, client.isV6() ? 64 : 24);
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
