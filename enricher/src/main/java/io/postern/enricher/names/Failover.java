package io.postern.enricher.names;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/// Asks one server after the other until one gives an answer. When none does, the most telling failure counts.
///
/// @param <Q> what is asked
final class Failover<Q, A extends Ranked> {

    private final List<InetSocketAddress> servers;
    private final BiFunction<InetSocketAddress, Q, CompletionStage<A>> ask;
    private final A nobody;

    /// @param ask one server, once; a failure is an answer and not an exception
    /// @param nobody the answer when there is no server
    Failover(List<InetSocketAddress> servers, BiFunction<InetSocketAddress, Q, CompletionStage<A>> ask, A nobody) {
        this.servers = List.copyOf(servers);
        this.ask = ask;
        this.nobody = nobody;
    }

    CompletionStage<A> resolve(Q question) {
        return from(0, question, nobody);
    }

    private CompletionStage<A> from(int server, Q question, A soFar) {
        if (server == servers.size()) {
            return CompletableFuture.completedStage(soFar);
        }
        return ask.apply(servers.get(server), question).thenCompose(answer -> {
            if (answer.isAnswer()) {
                return CompletableFuture.completedStage(answer);
            }
            return from(server + 1, question, server > 0 && soFar.rank() >= answer.rank() ? soFar : answer);
        });
    }
}
