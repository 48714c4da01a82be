package io.postern.enricher.names;

import static io.postern.events.ClientProfile.ReverseName.Status.FAILED;
import static io.postern.events.ClientProfile.ReverseName.Status.NXDOMAIN;
import static io.postern.events.ClientProfile.ReverseName.Status.OK;
import static io.postern.events.ClientProfile.ReverseName.Status.REFUSED;
import static io.postern.events.ClientProfile.ReverseName.Status.SERVFAIL;
import static io.postern.events.ClientProfile.ReverseName.Status.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverTest {

    static List<Arguments> theFirstAnswerCountsElseTheMostTellingFailure() {
        return List.of(
                argumentSet("the first has a name", List.of(OK, NXDOMAIN), OK, 1),
                argumentSet("that there is no name is an answer", List.of(NXDOMAIN, OK), NXDOMAIN, 1),
                argumentSet("the second answers", List.of(TIMEOUT, OK), OK, 2),
                argumentSet("a refusal is no answer", List.of(REFUSED, SERVFAIL, NXDOMAIN), NXDOMAIN, 3),
                argumentSet("words over silence", List.of(TIMEOUT, SERVFAIL, REFUSED), SERVFAIL, 3),
                argumentSet("silence over nonsense", List.of(FAILED, TIMEOUT), TIMEOUT, 2));
    }

    @ParameterizedTest
    @MethodSource
    void theFirstAnswerCountsElseTheMostTellingFailure(List<Status> servers, Status expected, int asked) {
        List<InetSocketAddress> addresses = IntStream.range(0, servers.size())
                .mapToObj(i -> new InetSocketAddress("192.0.2.1", 1 + i))
                .toList();
        List<Integer> ports = new ArrayList<>();
        Failover<Address, Answer> failover = new Failover<>(
                addresses,
                (server, client) -> {
                    ports.add(server.getPort());
                    return CompletableFuture.completedStage(answer(servers.get(server.getPort() - 1)));
                },
                Answer.FAILED);

        Answer answer = failover.resolve(Address.of("203.0.113.7"))
                .toCompletableFuture()
                .join();

        assertThat(answer.name().status()).isEqualTo(expected);
        assertThat(ports).hasSize(asked).isSorted();
    }

    private static Answer answer(Status status) {
        return status == OK ? new Answer(ReverseName.of("mail.example.org"), Duration.ofHours(1)) : Answer.none(status);
    }
}
