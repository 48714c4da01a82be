package io.postern.cli;

import io.postern.events.Network;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lifts bans and forgets what was counted.
@Command(
        name = "unban",
        mixinStandardHelpOptions = true,
        description =
                "Lifts every ban of these addresses, or inside these networks, and forgets what was counted against them.",
        footer = {"", "Example: postern unban --wait 203.0.113.7"})
final class UnbanCommand implements Callable<Integer> {

    @Mixin
    Commanding commanding;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Addresses or networks (203.0.113.0/24).")
    List<Network> networks;

    @Override
    public Integer call() throws InterruptedException {
        return commanding.give(
                commanding.order("unban"),
                networks.stream().map(Network::toString).toList());
    }
}
