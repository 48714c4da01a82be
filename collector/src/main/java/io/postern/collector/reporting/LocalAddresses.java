package io.postern.collector.reporting;

import io.postern.events.Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/// The machine's own addresses, which are never banned.
public final class LocalAddresses {

    private static final Logger LOG = Logger.getLogger(LocalAddresses.class);

    private LocalAddresses() {}

    /// Neither loopback nor link-local; empty when the system does not tell.
    static List<Address> now() {
        return those(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress());
    }

    /// With loopback and link-local ones.
    public static Set<Address> all() {
        return Set.copyOf(those(address -> true));
    }

    private static List<Address> those(Predicate<InetAddress> wanted) {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(wanted)
                    .map(LocalAddresses::address)
                    .distinct()
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            LOG.debugf("The system does not tell its addresses: %s", e.getMessage());
            return List.of();
        }
    }

    private static Address address(InetAddress address) {
        return Address.of(address);
    }
}
