package io.postern.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The compatibility promise: a golden file, once released, is never changed and must always read.
/// `-Dpostern.refresh=true` writes the files of new examples; it does not touch those that exist.
class GoldenEventsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Arguments> everyEventReadsAndWritesAsItsGoldenFile() {
        return Examples.BY_FILE.entrySet().stream()
                .<Arguments>map(example -> argumentSet(example.getKey(), example.getKey(), example.getValue()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void everyEventReadsAndWritesAsItsGoldenFile(String name, Event example) throws IOException {
        Path file = GOLDEN.resolve(name + ".json");
        if (Boolean.getBoolean("postern.refresh") && Files.notExists(file)) {
            Files.write(file, EventJson.write(example));
        }
        byte[] golden = Files.readAllBytes(file);

        Event read = EventJson.read(example.getClass(), golden);

        assertThat(new String(EventJson.write(read), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(EventJson.write(read)).isEqualTo(EventJson.write(example));
    }

    @Test
    void everyEventHasAGoldenFileAndEveryGoldenFileAnEvent() throws IOException {
        assertThat(Examples.BY_FILE.values().stream().map(Event::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Event.class.getPermittedSubclasses()));
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(Examples.BY_FILE.keySet());
        }
    }

    @Test
    void anEventFromALaterBuildWithMoreFieldsStillReads() {
        String later = new String(EventJson.write(Examples.BY_FILE.get("ban-v1")), StandardCharsets.UTF_8)
                .replaceFirst("\\{\"v\":1,", "{\"v\":2,\"colour\":{\"of\":[\"the\",\"sky\"]},");

        assertThat(EventJson.read(Ban.class, later.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Examples.BY_FILE.get("ban-v1"));
    }
}
