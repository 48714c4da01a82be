package io.postern.enricher.registries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Network;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which RDAP server knows an address: IANA's bootstrap files `ipv4.json` and `ipv6.json` (RFC 9224).
final class Bootstrap {

    private record Service(Network network, URI server) {}

    private static final JsonMapper JSON = new JsonMapper();

    /// Longest prefix first.
    private final List<Service> services;

    private Bootstrap(List<Service> services) {
        this.services = services.stream()
                .sorted(Comparator.comparingInt(
                        (Service service) -> -service.network().prefix()))
                .toList();
    }

    /// @throws RegistryException when a file is none, or names no server
    static Bootstrap read(List<byte[]> files) throws RegistryException {
        List<Service> services = new ArrayList<>();
        for (byte[] file : files) {
            try {
                for (JsonNode service : JSON.readTree(file).path("services")) {
                    URI server = server(service.path(1));
                    for (JsonNode network : service.path(0)) {
                        services.add(new Service(Network.of(network.asText()), server));
                    }
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new RegistryException(Status.FAILED, "not an RDAP bootstrap file (RFC 9224)");
            }
        }
        if (services.isEmpty()) {
            throw new RegistryException(Status.FAILED, "an RDAP bootstrap file without services");
        }
        return new Bootstrap(services);
    }

    /// The first with TLS, else the first.
    private static URI server(JsonNode urls) {
        URI first = null;
        for (JsonNode url : urls) {
            URI uri = URI.create(url.asText());
            if ("https".equals(uri.getScheme())) {
                return uri;
            }
            first = first == null ? uri : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("a service without a server");
        }
        return first;
    }

    /// Ends in a slash, as RFC 9224 has it; `ip/ADDRESS` is put behind it.
    Optional<URI> serverFor(Address address) {
        return services.stream()
                .filter(service -> service.network().contains(address))
                .map(Service::server)
                .findFirst();
    }
}
