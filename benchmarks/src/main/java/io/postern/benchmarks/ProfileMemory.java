package io.postern.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postern.events.Address;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import java.time.Clock;
import java.util.List;

/// How much heap a remembered profile takes, its place in the cache included.
final class ProfileMemory {

    private static final int PROFILES = 50_000;

    private ProfileMemory() {}

    public static void main(String[] args) throws InterruptedException {
        long before = used();
        Cache<Address, ClientProfile> cache =
                Caffeine.newBuilder().maximumSize(PROFILES).build();
        for (int i = 0; i < PROFILES; i++) {
            Address client = Address.of("%d.%d.%d.%d".formatted(1 + (i >> 16), i >> 8 & 255, i & 255, 7));
            cache.put(client, profile(client, i));
        }
        cache.cleanUp();
        long after = used();
        System.out.printf(
                "%,d profiles: %,d bytes each, %,d remembered%n",
                PROFILES, (after - before) / PROFILES, cache.estimatedSize());
    }

    private static ClientProfile profile(Address client, int i) {
        return new ClientProfile(
                client,
                Clock.systemUTC().instant(),
                ClientProfile.ReverseName.of("host-" + i + ".example.org"),
                new ClientProfile.Place(Lookup.OK, "DE", "City " + i, 48.1, 11.5, List.of("Region " + i % 16)),
                new ClientProfile.Origin(Lookup.OK, 64496L + i % 16, "Carrier " + i % 16));
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
