package io.postern.cli;

import io.postern.events.Network;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Keeps addresses out, on every host.
@Command(
        name = "ban",
        mixinStandardHelpOptions = true,
        description =
                "Bans addresses or networks on every host, for a day unless --for says otherwise. Who must never be banned is refused.",
        footer = {"", "Example: postern ban --for 2h --reason 'asked by the abuse desk' --wait 203.0.113.7"})
final class BanCommand implements Callable<Integer> {

    @Mixin
    Commanding commanding;

    @Mixin
    Lasting lasting;

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Addresses or networks (203.0.113.0/24).")
    List<Network> networks;

    @Override
    public Integer call() throws InterruptedException {
        return commanding.give(
                lasting.on(commanding.order("ban")),
                networks.stream().map(Network::toString).toList());
    }
}
