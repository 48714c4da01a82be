package io.postern.enricher;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.enricher.lookups.SharedCache;
import io.postern.enricher.registries.BootstrapFiles;
import io.postern.enricher.registries.Bounds;
import io.postern.enricher.registries.Registrations;
import io.postern.enricher.registries.Registries;
import io.postern.enricher.registries.ServerGuard;
import io.postern.events.SpecialPurpose;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Builds what asks the registries out of the settings.
final class RegistriesStartup {

    private static final String KEY = "postern.enricher.registries.";

    private RegistriesStartup() {}

    /// @throws IllegalArgumentException naming the key that cannot work
    static Registrations registrations(EnricherConfig config, SharedCache cache, Clock clock, MeterRegistry meters) {
        EnricherConfig.RegistrySettings settings = config.registries();
        Bounds bounds = new Bounds(
                settings.connectTimeout(),
                settings.timeout(),
                Math.toIntExact(settings.maxAnswer().asLongValue()),
                settings.allowPrivateServers());
        Registries.Servers servers = new Registries.Servers(
                rdap(settings.defaultServer()),
                server("whois", settings.whois()),
                server("announcements", settings.announcements()),
                settings.patience());
        ServerGuard guard = new ServerGuard(
                new ServerGuard.Limits(
                        settings.ratePerServer(), settings.burst(), settings.failureLimit(), settings.failurePause()),
                clock);
        List<URI> files = settings.bootstrap().orElse(List.of());
        Registries registries = new Registries(servers, bounds, new BootstrapFiles(files, bounds, clock), guard, clock);
        return new Registrations(
                new Registrations.Settings(
                        settings.ttl(),
                        settings.negativeTtl(),
                        settings.failureTtl(),
                        settings.staleTtl(),
                        settings.patience().plus(settings.timeout().multipliedBy(2)),
                        config.rememberedClients(),
                        settings.concurrency(),
                        settings.waiting()),
                SpecialPurpose.except(config.treatAsPublic().orElse(List.of())),
                registries,
                cache,
                clock,
                meters);
    }

    private static URI rdap(URI server) {
        boolean web = "https".equals(server.getScheme()) || "http".equals(server.getScheme());
        if (!web || server.getHost() == null || !server.getPath().endsWith("/")) {
            throw new IllegalArgumentException(
                    KEY + "default-server: an http(s) address that ends in a slash, was " + server);
        }
        return server;
    }

    /// Names are looked up when they are asked, not here.
    private static Optional<InetSocketAddress> server(String key, Optional<String> text) {
        return text.filter(value -> !value.isBlank()).map(value -> {
            int colon = value.lastIndexOf(':');
            String port = colon < 0 ? "" : value.substring(colon + 1);
            if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
                throw new IllegalArgumentException(KEY + key + ": HOST:PORT, was " + value);
            }
            return InetSocketAddress.createUnresolved(value.substring(0, colon), Integer.parseInt(port));
        });
    }
}
