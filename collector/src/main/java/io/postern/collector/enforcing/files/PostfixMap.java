package io.postern.collector.enforcing.files;

import io.postern.collector.enforcing.EnforcementException;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A map in the form of cidr_table(5), for `smtpd_client_restrictions = check_client_access cidr:FILE`.
///
/// Postfix reads such a map when one of its processes starts, and smtpd processes live for a hundred connections or as
/// many idle seconds (`max_use`, `max_idle`); `postfix reload` replaces them at once.
public final class PostfixMap extends FileEnforcer {

    private static final String HEAD = "# Written by Postern's collector, which overwrites every change.\n";

    /// What replaces the processes that know the old map.
    @FunctionalInterface
    public interface Reload {
        void run() throws IOException;
    }

    /// @param action as in access(5)
    /// @param reload null for none
    /// @param between two runs of `reload`
    public record Settings(Path map, String action, Reload reload, Duration between) {

        public Settings {
            if (action.isBlank() || action.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("postern.collector.enforce.postfix.action: one line, not empty");
            }
        }
    }

    private final Settings settings;
    private final LongSupplier nanoTime;
    private boolean reloadIsDue;
    private boolean reloaded;
    private long lastReload;

    public PostfixMap(Settings settings, Supplier<Instant> now, LongSupplier nanoTime) {
        super(new OwnFile(settings.map()), now);
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    @Override
    public String name() {
        return "postfix";
    }

    @Override
    Map<Network, Long> parse(byte[] content) throws EnforcementException {
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        return BanLines.read(
                lines, line -> settings.map() + ":" + (line + 1), line -> Network.of(line.substring(0, blank(line))));
    }

    private static int blank(String line) {
        int blank = line.indexOf(' ');
        return blank < 0 ? line.length() : blank;
    }

    @Override
    byte[] with(Map<Network, Long> bans, byte[] before) {
        StringBuilder content = new StringBuilder(HEAD);
        BanLines.write(bans, network -> network + " " + settings.action().strip(), content);
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void changed() throws EnforcementException {
        reloadIsDue = settings.reload() != null;
        reloadWhenDue();
    }

    /// What was changed within the pause is made known by a later look.
    @Override
    public boolean mayBeDisturbed() throws EnforcementException {
        reloadWhenDue();
        return super.mayBeDisturbed();
    }

    private void reloadWhenDue() throws EnforcementException {
        long now = nanoTime.getAsLong();
        if (!reloadIsDue || (reloaded && now - lastReload < settings.between().toNanos())) {
            return;
        }
        reloaded = true;
        lastReload = now;
        try {
            settings.reload().run();
            reloadIsDue = false;
        } catch (IOException e) {
            throw new EnforcementException("postern.collector.enforce.postfix.reload: " + e.getMessage(), e);
        }
    }

    /// The map stays, for Postfix would not start without it.
    @Override
    public void remove() throws EnforcementException {
        write(Map.of());
        changed();
    }
}
