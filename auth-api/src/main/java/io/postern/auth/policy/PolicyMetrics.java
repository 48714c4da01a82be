package io.postern.auth.policy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.postern.events.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is counted about policy requests. All meters exist from the start, so that a rate begins at zero.
public final class PolicyMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2), // Dovecot waits no longer
    };

    private final Map<Command, Map<Reply, Timer>> requests;
    private final Map<Outcome, Counter> reports;
    private final Map<String, Counter> ignored;
    private final Counter lost;

    public PolicyMetrics(MeterRegistry registry) {
        requests = each(Command.class, command -> each(Reply.class, reply -> timer(registry, command, reply)));
        reports = each(
                Outcome.class,
                outcome -> Counter.builder("postern.auth.reports")
                        .description("Reports taken as attempts")
                        .tag("outcome", outcome.wire())
                        .register(registry));
        ignored = Stream.of("no_address", "unreadable_address")
                .collect(Collectors.toMap(
                        Function.identity(),
                        why -> Counter.builder("postern.auth.reports.ignored")
                                .description("Reports that are no attempt")
                                .tag("why", why)
                                .register(registry)));
        lost = Counter.builder("postern.auth.reports.lost")
                .description("Attempts taken that the broker never confirmed")
                .register(registry);
    }

    void answered(Command command, Reply reply, Duration time) {
        requests.get(command).get(reply).record(time);
    }

    void reported(Outcome outcome) {
        reports.get(outcome).increment();
    }

    void ignored(String why) {
        ignored.get(why).increment();
    }

    void lost() {
        lost.increment();
    }

    private static Timer timer(MeterRegistry registry, Command command, Reply reply) {
        return Timer.builder("postern.auth.api.request")
                .description("Time to answer a policy request, without the network")
                .tag("command", command.label())
                .tag("answer", reply.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static <K extends Enum<K>, V> Map<K, V> each(Class<K> type, Function<K, V> value) {
        Map<K, V> map = new EnumMap<>(type);
        for (K key : type.getEnumConstants()) {
            map.put(key, value.apply(key));
        }
        return map;
    }
}
