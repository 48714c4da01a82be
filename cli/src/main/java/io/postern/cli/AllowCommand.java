package io.postern.cli;

import io.postern.events.Network;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Never bans addresses, and lifts what is in force.
@Command(
        name = "allow",
        mixinStandardHelpOptions = true,
        description =
                "Never bans these addresses or networks, whatever a rule or a list says, and lifts what is in force; for ever unless --for says otherwise.",
        footer = {"", "Example: postern allow --reason 'our office' 203.0.113.0/24"})
final class AllowCommand implements Callable<Integer> {

    @Mixin
    Commanding commanding;

    @Mixin
    Lasting lasting;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Addresses or networks (203.0.113.0/24).")
    List<Network> networks;

    @Override
    public Integer call() throws InterruptedException {
        return commanding.give(
                lasting.on(commanding.order("allow")),
                networks.stream().map(Network::toString).toList());
    }
}
