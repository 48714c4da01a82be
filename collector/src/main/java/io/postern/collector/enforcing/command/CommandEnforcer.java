package io.postern.collector.enforcing.command;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Enforcer;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Runs the operator's programs, one network at a time. They must take a second time as well as the first.
public final class CommandEnforcer implements Enforcer {

    /// @param list null for none: then only what this process has done is known
    /// @param flush null for none: then `lift` is run for each
    public record Commands(Template ban, Template lift, Template list, Template flush) {}

    private static final int A_FEW = 20;

    private final Commands commands;
    private final CommandRun run;
    private final Supplier<Instant> now;

    /// By this process, and when each ends.
    private final Map<Network, Instant> done = new HashMap<>();

    public CommandEnforcer(Commands commands, CommandRun run, Supplier<Instant> now) {
        this.commands = commands;
        this.run = run;
        this.now = now;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public void prepare() {
        // what it needs is the operator's business
    }

    @Override
    public int mostAtOnce() {
        return A_FEW;
    }

    @Override
    public boolean mayBeDisturbed() {
        return commands.list() != null;
    }

    @Override
    public Map<Network, Duration> inForce() throws EnforcementException {
        Map<Network, Duration> bans = new HashMap<>();
        if (commands.list() == null) {
            Instant time = now.get();
            done.forEach((network, until) -> bans.put(network, atLeastAMoment(Duration.between(time, until))));
            return bans;
        }
        List<String> lines = run(commands.list().words()).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] words = line.split("\\s+", -1);
            try {
                bans.put(
                        Network.of(words[0]),
                        words.length == 1
                                ? Duration.ZERO
                                : atLeastAMoment(Duration.ofSeconds(Long.parseLong(words[1]))));
            } catch (IllegalArgumentException e) {
                throw new EnforcementException(
                        "postern.collector.enforce.command.list: line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return bans;
    }

    /// Zero would mean that nobody knows.
    private static Duration atLeastAMoment(Duration left) {
        return left.isPositive() ? left : Duration.ofMillis(-1);
    }

    @Override
    public void apply(Changes changes) throws EnforcementException {
        for (Network network : changes.lift()) {
            run(commands.lift().of(network, null));
            done.remove(network);
        }
        for (Map.Entry<Network, Duration> ban : changes.ban().entrySet()) {
            run(commands.ban().of(ban.getKey(), ban.getValue()));
            done.put(ban.getKey(), now.get().plus(ban.getValue()));
        }
    }

    @Override
    public void remove() throws EnforcementException {
        if (commands.flush() != null) {
            run(commands.flush().words());
            done.clear();
            return;
        }
        for (Network network : List.copyOf(inForce().keySet())) {
            run(commands.lift().of(network, null));
            done.remove(network);
        }
    }

    private String run(List<String> command) throws EnforcementException {
        try {
            return run.run(command);
        } catch (IOException e) {
            throw new EnforcementException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
