package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.Network;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A WHOIS server's word on an address (RFC 3912): lines of `key: value`, which every registry words in its own way.
///
/// An answer may hold several networks, from the largest to the smallest (ARIN) or only the smallest (RIPE): the
/// smallest that holds the client counts. `country` and `netname` belong to the network above them.
///
/// @param network null when the answer names none that holds the client
/// @param referral the server to ask instead (`refer: whois.ripe.net`, `ReferralServer: whois://whois.ripe.net`)
record WhoisAnswer(RegisteredNetwork network, InetSocketAddress referral) {

    /// Nothing longer is of use, and nobody reads it line by line.
    private static final int MOST_LINES = 5_000;

    private static final String SCHEME = "whois://";
    private static final int PORT = 43;
    private static final int LONGEST_NAME = 253;

    static WhoisAnswer read(byte[] answer, Address client) {
        Networks networks = new Networks(client);
        InetSocketAddress referral = null;
        int lines = 0;
        for (String line : (Iterable<String>) new String(answer, StandardCharsets.UTF_8).lines()::iterator) {
            if (++lines > MOST_LINES) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || line.charAt(0) == '%' || line.charAt(0) == '#') {
                continue;
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
                case "inetnum", "inet6num", "netrange", "cidr" -> networks.begin(value);
                case "netname", "ownerid" -> networks.name(value);
                case "country" -> networks.country(value);
                case "org", "orgid", "admin-c", "tech-c", "mnt-by" -> networks.entity(value);
                case "refer", "referralserver", "resourcelink" ->
                    referral = referral == null ? server(value) : referral;
                default -> {}
            }
        }
        return new WhoisAnswer(networks.smallest(), referral);
    }

    /// `whois.ripe.net`, `whois://whois.ripe.net`, `whois://whois.apnic.net:43`; null for anything else, other
    /// protocols
    /// (`rwhois://`) among it.
    private static InetSocketAddress server(String value) {
        String host = value.startsWith(SCHEME) ? value.substring(SCHEME.length()) : value;
        int end = 0;
        while (end < host.length() && isHostCharacter(host.charAt(end))) {
            end++;
        }
        String port = host.substring(end);
        if (end < 4 || end > LONGEST_NAME || !port.matches("(?::\\d{1,5})?/?")) {
            return null;
        }
        String digits = port.replaceAll("\\D", "");
        int number = digits.isEmpty() ? PORT : Integer.parseInt(digits);
        return number > 65535 ? null : InetSocketAddress.createUnresolved(host.substring(0, end), number);
    }

    private static boolean isHostCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.';
    }

    /// The networks of an answer as its lines come.
    private static final class Networks {

        private final Address client;
        private AddressRange range;
        private String name;
        private String country;
        private List<String> entities = new ArrayList<>();
        private RegisteredNetwork smallest;

        private Networks(Address client) {
            this.client = client;
        }

        /// ARIN tells a network twice, as NetRange and as CIDR: what follows belongs to both.
        private void begin(String value) {
            AddressRange next = range(value);
            if (next != null && next.equals(range)) {
                return;
            }
            end();
            range = next;
        }

        private void name(String value) {
            name = name == null ? value : name;
        }

        private void country(String value) {
            country = country == null ? value : country;
        }

        private void entity(String value) {
            if (range != null) {
                entities.add(value);
            }
        }

        private RegisteredNetwork smallest() {
            end();
            return smallest;
        }

        private void end() {
            if (range != null && range.contains(client)) {
                RegisteredNetwork found = new RegisteredNetwork(range.around(client), name, country, entities);
                if (smallest == null
                        || found.network().prefix() > smallest.network().prefix()) {
                    smallest = found;
                }
            }
            range = null;
            name = null;
            country = null;
            entities = new ArrayList<>();
        }

        /// `203.0.113.0 - 203.0.113.255`, `2001:db8::/32`, LACNIC's `203.0.113/24`, ARIN's list of prefixes.
        private AddressRange range(String value) {
            String[] ends = value.split(" - ", 2);
            Address first = Address.orNull(ends[0].strip());
            Address last = ends.length == 2 ? Address.orNull(ends[1].strip()) : null;
            if (first != null && last != null) {
                boolean inOrder = first.isV6() == last.isV6() && first.compareTo(last) <= 0;
                return inOrder ? new AddressRange(first, last) : null;
            }
            for (String part : value.split(",", 32)) {
                AddressRange prefix = prefix(part.strip());
                if (prefix != null && prefix.contains(client)) {
                    return prefix;
                }
            }
            return null;
        }

        private static AddressRange prefix(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                return null;
            }
            String base = text.substring(0, slash);
            if (base.indexOf(':') < 0) {
                long dots = base.chars().filter(c -> c == '.').count();
                base += ".0".repeat((int) Math.max(0, 3 - dots));
            }
            try {
                return AddressRange.of(Network.of(base + text.substring(slash)));
            } catch (IllegalArgumentException notANetwork) {
                return null;
            }
        }
    }
}
