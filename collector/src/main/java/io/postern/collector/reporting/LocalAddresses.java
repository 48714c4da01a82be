package io.postern.collector.reporting;

import io.postern.events.Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.jboss.logging.Logger;

/// The machine's own addresses, which the policy never bans.
final class LocalAddresses {

    private static final Logger LOG = Logger.getLogger(LocalAddresses.class);

    private LocalAddresses() {}

    /// Neither loopback nor link-local; empty when the system does not tell.
    static List<Address> now() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
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
