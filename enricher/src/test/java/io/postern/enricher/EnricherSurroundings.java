package io.postern.enricher;

import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.backends.Trees;
import io.postern.enricher.databases.Vendors;
import io.postern.enricher.names.DnsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A broker and a Redis of this test's own, to be killed at will, a DNS server and database files.
public final class EnricherSurroundings implements QuarkusTestResourceLifecycleManager {

    private Path directory;
    private Backends backends;
    private DnsServer dns;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("postern-enricher");
            dns = new DnsServer();
            backends = Backends.start(Backends.Plan.once(directory.resolve("backends"))
                    .with(BackEnd.KAFKA, new Source.Embedded(0))
                    .with(BackEnd.REDIS, new Source.Embedded(0)));
            Map<String, String> config = new HashMap<>();
            config.put("kafka.bootstrap.servers", backends.kafka().bootstrapServers());
            config.put("quarkus.redis.hosts", backends.redis().url());
            config.put("quarkus.http.test-port", "0");
            config.put(
                    "postern.enricher.databases",
                    Vendors.geoLite2City(directory) + "," + Vendors.geoLite2Asn(directory) + ","
                            + Vendors.ipInfoLite(directory));
            config.put("postern.enricher.treat-as-public", "203.0.113.0/24,198.51.100.0/24,192.0.2.0/24,198.18.0.0/15");
            config.put("postern.enricher.poison-limit", "5");
            config.put("postern.enricher.registries.enabled", "false");
            config.put(
                    "postern.enricher.reverse-dns.servers",
                    dns.address().getHostString() + ":" + dns.address().getPort());
            config.put("postern.enricher.reverse-dns.timeout", "PT1S");
            config.put("postern.enricher.reverse-dns.tries", "1");
            config.put("postern.enricher.reverse-dns.confirm", "false"); // ConfirmedNamesTest
            config.put("postern.enricher.reverse-dns.concurrency", "16");
            config.put("postern.enricher.reverse-dns.waiting", "48");
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Backends backends() {
        return backends;
    }

    DnsServer dns() {
        return dns;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(EnricherSurroundings.class));
    }

    @Override
    public void stop() {
        try {
            if (backends != null) {
                backends.close();
            }
            if (dns != null) {
                dns.close();
            }
            if (directory != null) {
                Trees.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
