package io.postern.enricher.names;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/// Asks one server after the other until one gives an answer. When none does, the most telling failure counts: a server
/// that says SERVFAIL knows more than one that says nothing.
public final class Failover {

    private final List<InetSocketAddress> servers;
    private final BiFunction<InetSocketAddress, Address, CompletionStage<Answer>> ask;

    /// @param ask one server, once; a failure is a status and not an exception
    public Failover(
            List<InetSocketAddress> servers, BiFunction<InetSocketAddress, Address, CompletionStage<Answer>> ask) {
        this.servers = List.copyOf(servers);
        this.ask = ask;
    }

    public CompletionStage<Answer> resolve(Address client) {
        return from(0, client, Answer.none(Status.FAILED));
    }

    private CompletionStage<Answer> from(int server, Address client, Answer soFar) {
        if (server == servers.size()) {
            return CompletableFuture.completedStage(soFar);
        }
        return ask.apply(servers.get(server), client)
                .thenCompose(answer -> answer.isAnswer()
                        ? CompletableFuture.completedStage(answer)
                        : from(server + 1, client, server == 0 ? answer : moreTelling(soFar, answer)));
    }

    private static Answer moreTelling(Answer a, Answer b) {
        return rank(b.name().status()) > rank(a.name().status()) ? b : a;
    }

    private static int rank(Status status) {
        return switch (status) {
            case OK, NXDOMAIN, NO_PTR -> 4;
            case SERVFAIL -> 3;
            case REFUSED -> 2;
            case TIMEOUT -> 1;
            case FAILED, PENDING, NOT_ASKED -> 0;
        };
    }
}
