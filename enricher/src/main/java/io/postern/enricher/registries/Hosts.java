package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.SpecialPurpose;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Servers that an answer names are not asked when they are in a special-purpose network: whoever writes the answer
/// would make us ask our own.
final class Hosts {

    private static final SpecialPurpose SPECIAL = SpecialPurpose.except(List.of());

    private Hosts() {}

    /// @throws RegistryException when the name leads nowhere, or into a special-purpose network
    static void checkPublic(String host) throws RegistryException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (SPECIAL.of(Address.of(address)).isPresent()) {
                    throw new RegistryException(Status.FAILED, "the answer leads into a special-purpose network");
                }
            }
        } catch (UnknownHostException e) {
            throw new RegistryException(Status.FAILED, "the answer leads to a server that does not exist");
        }
    }
}
