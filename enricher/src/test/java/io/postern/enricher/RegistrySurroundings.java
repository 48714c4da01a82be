package io.postern.enricher;

import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.enricher.registries.RegistryServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A broker, a Redis, and registries on the loopback interface.
public final class RegistrySurroundings implements QuarkusTestResourceLifecycleManager {

    private Backends backends;
    private RegistryServers registries;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("postern-registries");
            registries = new RegistryServers();
            backends = Backends.start(Backends.Plan.once(directory)
                    .with(BackEnd.KAFKA, new Source.Embedded(0))
                    .with(BackEnd.REDIS, new Source.Embedded(0)));
            Map<String, String> config = new HashMap<>();
            config.put("kafka.bootstrap.servers", backends.kafka().bootstrapServers());
            config.put("quarkus.redis.hosts", backends.redis().url());
            config.put("quarkus.http.test-port", "0");
            config.put("postern.enricher.treat-as-public", "203.0.113.0/24,198.51.100.0/24");
            config.put("postern.enricher.reverse-dns.enabled", "false");
            config.put("postern.enricher.registries.bootstrap", "");
            config.put(
                    "postern.enricher.registries.default-server",
                    registries.rdap().toString());
            String whois = registries.whois().getHostString() + ":"
                    + registries.whois().getPort();
            config.put("postern.enricher.registries.whois", whois);
            config.put("postern.enricher.registries.announcements", whois);
            config.put("postern.enricher.registries.rate-per-server", "1000");
            config.put("postern.enricher.registries.burst", "1000");
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(Object test) {
        if (test instanceof RegistryIT it) {
            it.around = this;
        }
    }

    Backends backends() {
        return backends;
    }

    RegistryServers registries() {
        return registries;
    }

    @Override
    public void stop() {
        try {
            if (registries != null) {
                registries.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (backends != null) {
                backends.close();
            }
        }
    }
}
