package io.postern.standalone;

import io.postern.backends.Address;
import io.postern.backends.BackEnd;
import io.postern.backends.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a stack is made of. As it stands: everything embedded, the services in one JVM, the usual ports of 127.0.0.1.
public final class StackPlan {
    final Path home;
    final Path directory;
    final Map<BackEnd, Source> backEnds = new EnumMap<>(BackEnd.class);
    final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    final Map<Service, Map<String, String>> settings = new EnumMap<>(Service.class);
    boolean apart;
    boolean again = true;
    String host = "127.0.0.1";
    Duration readyWithin = Duration.ofMinutes(2);
    StackListener listener = StackListener.NONE;

    private StackPlan(Path home, Path directory) {
        this.home = home.toAbsolutePath().normalize();
        this.directory = directory.toAbsolutePath().normalize();
        for (BackEnd backEnd : BackEnd.values()) {
            backEnds.put(backEnd, new Source.Embedded(backEnd.defaultPort()));
        }
        for (Service service : Service.values()) {
            ports.put(service, service.defaultPort());
            settings.put(service, new TreeMap<>());
        }
    }

    /// @param home the folder with the built modules
    /// @param directory where data, logs and settings are kept
    public static StackPlan of(Path home, Path directory) {
        return new StackPlan(home, directory);
    }

    /// Every service in a JVM of its own, as in a cluster.
    public StackPlan apart() {
        apart = true;
        return this;
    }

    /// Any free ports, and no preparation for another start: for tests and demonstrations.
    public StackPlan once() {
        again = false;
        ports.replaceAll((service, port) -> 0);
        backEnds.replaceAll((backEnd, source) -> source instanceof Source.Embedded ? new Source.Embedded(0) : source);
        return this;
    }

    /// The address services answer at; `0.0.0.0` for every one of this machine.
    public StackPlan host(String address) {
        host = address;
        return this;
    }

    public StackPlan port(Service service, int port) {
        ports.put(service, port);
        return this;
    }

    public StackPlan port(BackEnd backEnd, int port) {
        return from(backEnd, new Source.Embedded(port));
    }

    /// Somebody else runs this one.
    public StackPlan external(Address address) {
        return from(address.of(), new Source.External(address));
    }

    public StackPlan from(BackEnd backEnd, Source source) {
        backEnds.put(backEnd, source);
        return this;
    }

    /// A configuration key of one service, in one JVM or apart.
    public StackPlan set(Service service, String key, String value) {
        settings.get(service).put(key, value);
        return this;
    }

    /// Special-purpose networks to treat like public ones: documentation ranges in a demonstration. The registries are
    /// not asked for them, for nobody has registered them.
    public StackPlan treatAsPublic(List<String> networks) {
        String all = String.join(",", networks);
        return set(Service.ENRICHER, "postern.enricher.treat-as-public", all)
                .set(Service.ENRICHER, "postern.enricher.registries.enabled", "false")
                .set(Service.POLICY_ENGINE, "postern.policy.treat-as-public", all);
    }

    /// How long a service may take to become ready.
    public StackPlan readyWithin(Duration limit) {
        readyWithin = limit;
        return this;
    }

    public StackPlan tell(StackListener another) {
        listener = another;
        return this;
    }
}
