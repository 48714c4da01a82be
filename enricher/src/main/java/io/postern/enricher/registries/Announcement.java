package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.Network;
import io.postern.events.Text;
import java.nio.charset.StandardCharsets;

/// Which autonomous system announces an address, as Team Cymru's WHOIS tells it for ` -v ADDRESS`:
///
/// ```
/// AS      | IP               | BGP Prefix          | CC | Registry | Allocated  | AS Name
/// 64496   | 203.0.113.7      | 203.0.113.0/24      | DE | ripencc  | 2010-01-01 | EXAMPLE Example Networks, DE
/// ```
///
/// @param asn the first, where several announce it
/// @param country of the network's registration; null unless told
/// @param description null unless told
record Announcement(long asn, Network prefix, String country, String description) {

    private static final int COLUMNS = 7;
    private static final long LAST_ASN = 0xFFFF_FFFFL;

    Announcement {
        country = RegisteredNetwork.country(country);
        description = Text.clean(description);
    }

    /// Null when nobody announces the address, or the answer is none.
    static Announcement read(byte[] answer, Address client) {
        return new String(answer, StandardCharsets.UTF_8)
                .lines()
                .limit(100)
                .map(line -> line.split("\\|", COLUMNS))
                .filter(cells -> cells.length == COLUMNS)
                .map(cells -> of(cells, client))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private static Announcement of(String[] cells, Address client) {
        String number = cells[0].strip().split(" ", 2)[0];
        if (!client.equals(Address.orNull(cells[1].strip())) || !number.matches("\\d{1,10}")) {
            return null;
        }
        long asn = Long.parseLong(number);
        try {
            Network prefix = Network.of(cells[2].strip());
            String name = cells[6].strip();
            return asn >= 1 && asn <= LAST_ASN && prefix.contains(client)
                    ? new Announcement(asn, prefix, cells[3], name.equals("NA") ? null : name)
                    : null;
        } catch (IllegalArgumentException notANetwork) {
            return null;
        }
    }
}
