package io.postern.enricher.registries;

import io.postern.events.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// IANA's bootstrap files, fetched when they are first needed and again when they have become old. Without them every
/// look-up begins at the default server, which costs a redirect.
public final class BootstrapFiles implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BootstrapFiles.class);
    private static final Duration OLD = Duration.ofDays(1);
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final List<URI> files;
    private final RdapClient client;
    private final Clock clock;
    private Bootstrap bootstrap;
    private Instant next = Instant.MIN;

    /// @param files `ipv4.json` and `ipv6.json` by `https:` or `file:`
    public BootstrapFiles(List<URI> files, Bounds bounds, Clock clock) {
        this.files = List.copyOf(files);
        this.client = new RdapClient(bounds);
        this.clock = clock;
    }

    /// Blocks for the time of a download once a day.
    synchronized Optional<URI> serverFor(Address address) throws InterruptedException {
        if (!files.isEmpty() && !clock.instant().isBefore(next)) {
            refresh();
        }
        return bootstrap == null ? Optional.empty() : bootstrap.serverFor(address);
    }

    private void refresh() throws InterruptedException {
        try {
            List<byte[]> fetched = new ArrayList<>();
            for (URI file : files) {
                fetched.add(fetch(file));
            }
            bootstrap = Bootstrap.read(fetched);
            next = clock.instant().plus(OLD);
        } catch (RegistryException | IOException e) {
            next = clock.instant().plus(RETRY);
            LOG.warnf(
                    "RDAP bootstrap files cannot be had, %s: error=%s",
                    bootstrap == null ? "look-ups begin at the default server" : "the old ones are used on",
                    e.getMessage());
        }
    }

    private byte[] fetch(URI file) throws RegistryException, IOException, InterruptedException {
        return "file".equals(file.getScheme())
                ? Files.readAllBytes(Path.of(file))
                : client.get(file, "application/json").body();
    }

    @Override
    public void close() {
        client.close();
    }
}
