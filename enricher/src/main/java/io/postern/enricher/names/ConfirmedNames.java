package io.postern.enricher.names;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Forward;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The name of an address and, when it has one, whether the name leads back to it: forward-confirmed reverse DNS.
public final class ConfirmedNames {

    private final Failover<Address, Answer> names;
    private final Failover<Question, Addresses> addresses;
    private final boolean confirm;

    /// A name, asked for the addresses of the client's family.
    record Question(String name, boolean v6) {}

    /// @param servers asked in their order until one answers
    /// @param tries how often all of them are asked before the look-up has failed
    /// @param confirm whether names are asked for their addresses
    public ConfirmedNames(List<InetSocketAddress> servers, int tries, boolean confirm, DnsClient dns) {
        List<InetSocketAddress> all = Collections.nCopies(tries, servers).stream()
                .flatMap(List::stream)
                .toList();
        this.names = new Failover<>(all, dns::ask, Answer.FAILED);
        this.addresses = new Failover<>(all, dns::askForward, Addresses.FAILED);
        this.confirm = confirm;
    }

    /// Never fails: a look-up that does is an answer with its status.
    public CompletionStage<Answer> resolve(Address client) {
        CompletionStage<Answer> found = names.resolve(client);
        return confirm ? found.thenCompose(answer -> confirmed(client, answer)) : found;
    }

    private CompletionStage<Answer> confirmed(Address client, Answer answer) {
        String name = answer.name().name();
        if (name == null) {
            return CompletableFuture.completedStage(answer);
        }
        return addresses.resolve(new Question(name, client.isV6())).thenApply(told -> {
            Forward forward = told.leadTo(client);
            Duration ttl = told.ttl().compareTo(answer.ttl()) < 0 && told.isAnswer() ? told.ttl() : answer.ttl();
            return new Answer(new ReverseName(answer.name().status(), name, forward), ttl);
        });
    }
}
