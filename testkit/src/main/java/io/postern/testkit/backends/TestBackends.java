package io.postern.testkit.backends;

import io.postern.backends.Address;
import io.postern.backends.BackEnd;
import java.util.List;

/// The test JVM's back ends; each call starts its one when nobody has before.
///
/// They are shared: a test takes topic, table and key names of its own.
public final class TestBackends {
    private TestBackends() {}

    public static Address.Kafka kafka() {
        return new Address.Kafka(parts(BackEnd.KAFKA).getFirst());
    }

    public static Address.Postgres postgres() {
        List<String> parts = parts(BackEnd.POSTGRES);
        return new Address.Postgres(
                parts.get(0), Integer.parseInt(parts.get(1)), parts.get(2), parts.get(3), parts.get(4));
    }

    public static Address.Redis redis() {
        return new Address.Redis(parts(BackEnd.REDIS).getFirst());
    }

    @SuppressWarnings("unchecked")
    private static List<String> parts(BackEnd backEnd) {
        try {
            return (List<String>) ClassLoader.getSystemClassLoader()
                    .loadClass(SharedBackends.class.getName())
                    .getMethod("address", String.class)
                    .invoke(null, backEnd.name());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(backEnd.label() + " for this test could not be started", e);
        }
    }
}
