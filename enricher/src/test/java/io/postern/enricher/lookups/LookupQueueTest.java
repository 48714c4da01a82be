package io.postern.enricher.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookupQueueTest {

    private final Map<Address, CompletableFuture<Void>> started = new LinkedHashMap<>();
    private final LookupQueue queue = new LookupQueue(2, 1, client -> {
        CompletableFuture<Void> lookup = new CompletableFuture<>();
        started.put(client, lookup);
        return lookup;
    });

    @Test
    void fewRunAtATimeAndTheRestWaits() {
        assertThat(List.of(queue.offer(client(1)), queue.offer(client(2)), queue.offer(client(3))))
                .containsOnly(true);

        assertThat(started).containsOnlyKeys(client(1), client(2));
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void aFullQueueRefusesTheNewcomerAndDropsNobody() {
        queue.offer(client(1));
        queue.offer(client(2));
        queue.offer(client(3));

        assertThat(queue.offer(client(4))).isFalse();

        started.get(client(1)).complete(null);
        assertThat(started).containsOnlyKeys(client(1), client(2), client(3));
        assertThat(queue.offer(client(4))).as("there is room again").isTrue();
    }

    @Test
    void aClientIsLookedUpOnceAtATime() {
        queue.offer(client(1));
        queue.offer(client(1));

        assertThat(queue.size()).isEqualTo(1);
        started.get(client(1)).complete(null);
        assertThat(queue.contains(client(1))).isFalse();
    }

    @Test
    void aFailedLookupMakesRoomAsWell() {
        queue.offer(client(1));

        started.get(client(1)).completeExceptionally(new IllegalStateException("gone"));

        assertThat(queue.size()).isZero();
    }

    @Test
    void lookupsThatAreOverAtOnceDoNotGrowTheStack() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Set<Address> seen = new HashSet<>();
        LookupQueue instant = new LookupQueue(1, 100_000, client -> {
            seen.add(client);
            return seen.size() == 1 ? gate : CompletableFuture.completedFuture(null);
        });
        for (int i = 0; i < 50_000; i++) {
            instant.offer(Address.of("203.0." + i / 256 + "." + i % 256));
        }

        gate.complete(null);

        assertThat(seen).hasSize(50_000);
        assertThat(instant.size()).isZero();
    }

    @Test
    void manyThreadsLoseNoLookup() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        LookupQueue busy;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            busy = new LookupQueue(
                    3,
                    100_000,
                    client -> CompletableFuture.runAsync(
                            () -> {
                                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                done.incrementAndGet();
                                running.decrementAndGet();
                            },
                            threads));
            for (int i = 0; i < 10_000; i++) {
                busy.offer(Address.of("198.18." + i / 256 + "." + i % 256));
            }
            for (int waited = 0; busy.size() > 0 && waited < 1000; waited++) {
                Thread.sleep(5);
            }
        }

        assertThat(done).hasValue(10_000);
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(busy.size()).isZero();
    }

    private static Address client(int last) {
        return Address.of("203.0.113." + last);
    }
}
