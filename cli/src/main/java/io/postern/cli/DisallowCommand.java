package io.postern.cli;

import io.postern.events.Network;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Takes an allow back.
@Command(
        name = "disallow",
        mixinStandardHelpOptions = true,
        description = "Takes back what `postern allow` said of exactly these addresses or networks.",
        footer = {"", "Example: postern disallow 203.0.113.0/24"})
final class DisallowCommand implements Callable<Integer> {

    @Mixin
    Commanding commanding;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Addresses or networks (203.0.113.0/24).")
    List<Network> networks;

    @Override
    public Integer call() throws InterruptedException {
        return commanding.give(
                commanding.order("disallow"),
                networks.stream().map(Network::toString).toList());
    }
}
