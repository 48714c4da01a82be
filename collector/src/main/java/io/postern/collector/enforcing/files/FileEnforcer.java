package io.postern.collector.enforcing.files;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Enforcer;
import io.postern.events.Network;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Bans as lines of a file that another program reads. The time of each stands above it as a comment, so that bans end
/// in time even after a restart without anybody who could be asked.
abstract sealed class FileEnforcer implements Enforcer permits PostfixMap, HostsDeny {

    private final OwnFile file;
    private final Supplier<Instant> now;

    /// @param now the cluster's time
    FileEnforcer(OwnFile file, Supplier<Instant> now) {
        this.file = file;
        this.now = now;
    }

    /// @return the end of each, in seconds since 1970; 0 when the file does not say
    abstract Map<Network, Long> parse(byte[] content) throws EnforcementException;

    /// @param before what the file holds at present
    abstract byte[] with(Map<Network, Long> bans, byte[] before) throws EnforcementException;

    /// After the file was written.
    abstract void changed() throws EnforcementException;

    @Override
    public final void prepare() throws EnforcementException {
        write(read());
    }

    @Override
    public boolean mayBeDisturbed() throws EnforcementException {
        try {
            return file.isChanged();
        } catch (NoSuchFileException gone) {
            return true;
        } catch (IOException e) {
            throw failed("look at", e);
        }
    }

    @Override
    public final Map<Network, Duration> inForce() throws EnforcementException {
        Instant time = now.get();
        Map<Network, Duration> bans = new LinkedHashMap<>();
        read().forEach((network, until) -> bans.put(network, left(until, time)));
        return bans;
    }

    /// What is over is not the same as what nobody knows the end of.
    private static Duration left(long until, Instant time) {
        if (until == 0) {
            return Duration.ZERO;
        }
        Duration left = Duration.ofMillis(until * 1000 - time.toEpochMilli());
        return left.isPositive() ? left : Duration.ofMillis(-1);
    }

    @Override
    public final void apply(Changes changes) throws EnforcementException {
        long seconds = now.get().getEpochSecond();
        Map<Network, Long> bans = read();
        changes.ban().forEach((network, left) -> bans.put(network, seconds + left.toSeconds()));
        bans.keySet().removeAll(changes.lift());
        write(bans);
        changed();
    }

    final Map<Network, Long> read() throws EnforcementException {
        return parse(bytes());
    }

    final void write(Map<Network, Long> bans) throws EnforcementException {
        byte[] before = bytes();
        byte[] content = with(bans, before);
        try {
            if (!java.util.Arrays.equals(content, before) || java.nio.file.Files.notExists(file.path())) {
                file.write(content);
            }
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    final byte[] bytes() throws EnforcementException {
        try {
            return file.read();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    final OwnFile file() {
        return file;
    }

    final EnforcementException failed(String what, IOException e) {
        return new EnforcementException("cannot " + what + " " + file.path() + ": " + e, e);
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
