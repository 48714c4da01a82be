package io.postern.testkit.backends;

import io.postern.backends.Address;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.Source;
import io.postern.backends.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The back ends of this JVM, ended and deleted with it.
///
/// Quarkus loads test classes in loaders of its own, again and again; this class counts only in the loader the JVM has
/// once ([TestBackends] sees to that), so it speaks the JDK's types.
public final class SharedBackends {
    private static final Map<BackEnd, Backends> STARTED = new EnumMap<>(BackEnd.class);
    private static final Path DIRECTORY = temporary();

    private SharedBackends() {}

    /// The parts of the address, in the order of the address record.
    public static synchronized List<String> address(String name) throws IOException, InterruptedException {
        BackEnd backEnd = BackEnd.valueOf(name);
        Backends backends = STARTED.get(backEnd);
        if (backends == null) {
            backends = Backends.start(
                    Backends.Plan.once(DIRECTORY.resolve(backEnd.label())).with(backEnd, Source.bySwitch(backEnd)));
            STARTED.put(backEnd, backends);
        }
        return parts(backends, backEnd);
    }

    private static List<String> parts(Backends backends, BackEnd backEnd) {
        return switch (backEnd) {
            case KAFKA -> List.of(backends.kafka().bootstrapServers());
            case POSTGRES -> {
                Address.Postgres at = backends.postgres();
                yield List.of(at.host(), Integer.toString(at.port()), at.database(), at.user(), at.password());
            }
            case REDIS -> List.of(backends.redis().url());
        };
    }

    private static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("postern-test");
            Runtime.getRuntime().addShutdownHook(new Thread(SharedBackends::end, "end-backends"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void end() {
        try {
            STARTED.values().forEach(Backends::close);
            Trees.delete(DIRECTORY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
