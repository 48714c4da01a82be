package io.postern.cli.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postern.enricher.AddressLookup;
import io.postern.enricher.Labels;
import io.postern.enricher.databases.DatabaseException;
import io.postern.enricher.databases.Databases;
import io.postern.enricher.databases.LiveDatabases;
import io.postern.enricher.lookups.SharedCache;
import io.postern.enricher.lookups.SharedStore;
import io.postern.enricher.names.ConfirmedNames;
import io.postern.enricher.names.DnsClient;
import io.postern.enricher.names.Lifetimes;
import io.postern.enricher.names.NameServers;
import io.postern.enricher.names.ReverseNames;
import io.postern.enricher.names.SharedNames;
import io.postern.enricher.registries.BootstrapFiles;
import io.postern.enricher.registries.Bounds;
import io.postern.enricher.registries.Registrations;
import io.postern.enricher.registries.Registries;
import io.postern.enricher.registries.ServerGuard;
import io.postern.events.Address;
import io.postern.events.EventJson;
import io.postern.events.SpecialPurpose;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Looks addresses up as the enricher does, by its own code, in this process.
public final class DirectLookup implements AutoCloseable {

    /// @param servers DNS servers, those of the system when there are none
    public record Settings(List<Path> databases, List<String> servers, boolean dns, boolean registries) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofHours(1);
    private static final Bounds BOUNDS = new Bounds(Duration.ofSeconds(3), Duration.ofSeconds(8), 1 << 19, false);

    /// What the service logs of its work is nobody's business on a command line. Held, or the setting is forgotten.
    private static final Logger QUIET = Logger.getLogger("io.postern");

    private final LiveDatabases databases;
    private final DnsClient dns;
    private final Optional<Registrations> registrations;
    private final AddressLookup lookup;

    private DirectLookup(
            LiveDatabases databases, DnsClient dns, Optional<Registrations> registrations, AddressLookup lookup) {
        this.databases = databases;
        this.dns = dns;
        this.registrations = registrations;
        this.lookup = lookup;
    }

    /// @throws IllegalArgumentException naming the file or server that cannot be used
    public static DirectLookup open(Settings settings, Clock clock) {
        QUIET.setLevel(Level.SEVERE);
        MeterRegistry meters = new SimpleMeterRegistry();
        List<InetSocketAddress> servers = settings.servers().isEmpty()
                ? NameServers.of(Path.of("/etc/resolv.conf"))
                : settings.servers().stream().map(NameServers::parse).toList();
        LiveDatabases databases;
        try {
            databases = new LiveDatabases(settings.databases(), LONG, meters, clock);
        } catch (DatabaseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        SpecialPurpose special = SpecialPurpose.except(List.of());
        SharedCache alone = new SharedCache(SharedStore.NONE, Duration.ofSeconds(1), clock, meters);
        DnsClient dns = new DnsClient(Duration.ofSeconds(2));
        ReverseNames names = new ReverseNames(
                new ReverseNames.Settings(
                        settings.dns(), special, new Lifetimes(LONG, LONG, LONG, LONG, LONG), 1000, 64, 1000),
                new SharedNames(alone, clock),
                new ConfirmedNames(servers, 2, true, dns)::resolve,
                clock,
                meters);
        Optional<Registrations> registrations =
                settings.registries() ? Optional.of(registrations(special, alone, clock, meters)) : Optional.empty();
        return new DirectLookup(
                databases,
                dns,
                registrations,
                new AddressLookup(databases::current, names, registrations, new Labels(Map.of(), special)::of, clock));
    }

    private static Registrations registrations(
            SpecialPurpose special, SharedCache alone, Clock clock, MeterRegistry meters) {
        Registries.Servers servers = new Registries.Servers(
                URI.create("https://rdap.arin.net/registry/"),
                Optional.of(InetSocketAddress.createUnresolved("whois.iana.org", 43)),
                Optional.of(InetSocketAddress.createUnresolved("whois.cymru.com", 43)),
                PATIENCE);
        return new Registrations(
                new Registrations.Settings(LONG, LONG, LONG, LONG, PATIENCE, 1000, 4, 1000),
                special,
                new Registries(
                        servers,
                        BOUNDS,
                        new BootstrapFiles(List.of(), BOUNDS, clock),
                        new ServerGuard(new ServerGuard.Limits(2, 10, 3, LONG), clock),
                        clock),
                alone,
                clock,
                meters);
    }

    /// In the form of the enricher's `/api/v1/lookup`.
    public JsonNode of(Address address) throws IOException, InterruptedException {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("profile", JSON.readTree(EventJson.write(lookup.of(address, false, PATIENCE))));
        ArrayNode files = answer.putArray("databases");
        for (Databases.Source source : databases.current().sources()) {
            ObjectNode file = files.addObject();
            file.put("file", source.file().toString());
            file.put("type", source.type());
            file.put("builtAt", source.builtAt().toString());
            source.vendor().ifPresent(vendor -> {
                file.put("attribution", vendor.attribution());
                file.put("link", vendor.link());
            });
        }
        return answer;
    }

    @Override
    public void close() {
        databases.close();
        dns.close();
        registrations.ifPresent(Registrations::close);
    }
}
