package io.postern.testkit.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestBackendsIT {

    @Test
    void everyLoaderOfAJvmSeesTheSameBackEnd() throws IOException, ReflectiveOperationException {
        URL[] here = {TestBackends.class.getProtectionDomain().getCodeSource().getLocation()};
        try (var another = new AlsoOurs(here)) {
            Class<?> loadedAgain = another.loadClass(TestBackends.class.getName());
            assertThat(loadedAgain).isNotSameAs(TestBackends.class);

            assertThat(loadedAgain.getMethod("redis").invoke(null))
                    .hasToString(TestBackends.redis().toString());
        }
    }

    @Test
    void configurationNamesOnlyWhatWasAskedFor() {
        BackendsResource resource = new BackendsResource();
        resource.init(Map.of("backends", "postgres, redis", "datasources", "report"));

        assertThat(resource.start())
                .containsEntry("quarkus.redis.hosts", TestBackends.redis().url())
                .containsEntry(
                        "quarkus.datasource.report.jdbc.url",
                        TestBackends.postgres().jdbcUrl())
                .containsEntry(
                        "quarkus.datasource.report.password",
                        TestBackends.postgres().password())
                .doesNotContainKey("kafka.bootstrap.servers");
    }

    /// Loads the testkit's classes itself instead of asking its parent, as Quarkus does.
    private static final class AlsoOurs extends URLClassLoader {
        AlsoOurs(URL[] urls) {
            super(urls);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ours = name.startsWith("io.postern.testkit") && findLoadedClass(name) == null;
            return ours ? findClass(name) : super.loadClass(name, resolve);
        }
    }
}
