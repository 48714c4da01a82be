package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder of src/test/cases is one case: the lines of a log, and what they say. To add one, write its
/// `input.log`, run with `-Dpostern.refresh=true`, and read what came out in `expected.json` as critically as a
/// reviewer.
class CasesTest {

    /// How an expected.json begins; the lines follow.
    record Case(String zone, Instant now, String host, List<Map<String, Object>> lines) {}

    private static final Path CASES = Path.of("src/test/cases");
    private static final ObjectMapper JSON = new ObjectMapper()
            .findAndRegisterModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    static Stream<Path> readsEveryCaseAsExpected() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource
    void readsEveryCaseAsExpected(Path folder) throws IOException {
        Path expected = folder.resolve("expected.json");
        Case stated = JSON.readValue(expected.toFile(), Case.class);

        List<Map<String, Object>> read = read(stated, folder.resolve("input.log"));

        if (Boolean.getBoolean("postern.refresh")) {
            write(expected, stated, read);
        }
        assertThat(read).isEqualTo(JSON.readValue(expected.toFile(), Case.class).lines());
    }

    private static List<Map<String, Object>> read(Case stated, Path input) throws IOException {
        LineParser parser = new LineParser(
                new ParserSettings(ZoneId.of(stated.zone()), InstantSource.fixed(stated.now()), stated.host()));
        List<Map<String, Object>> read = new ArrayList<>();
        for (String line : Files.readString(input).split("\n", 0)) {
            read.add(fields(parser.read(line)));
        }
        return read;
    }

    private static Map<String, Object> fields(Reading reading) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reading", reading.getClass().getSimpleName());
        fields.put("parser", reading.parser());
        fields.put("kind", reading.kind().wire());
        switch (reading) {
            case Reading.Attempt attempt ->
                fields.putAll(JSON.readValue(JSON.writeValueAsBytes(attempt), LinkedHashMap.class));
            case Reading.NoAttempt none ->
                fields.putAll(JSON.readValue(JSON.writeValueAsBytes(none), LinkedHashMap.class));
            case Reading.Mail mail -> fields.putAll(JSON.readValue(JSON.writeValueAsBytes(mail), LinkedHashMap.class));
            case Reading.Ambiguous unclear ->
                fields.putAll(JSON.readValue(JSON.writeValueAsBytes(unclear), LinkedHashMap.class));
            case Reading.Ignored ignored -> fields.put("reason", ignored.reason());
            case Reading.Unreadable unreadable -> fields.put("reason", unreadable.reason());
        }
        fields.remove("daemon");
        fields.put("kind", reading.kind().wire());
        fields.values().removeIf(java.util.Objects::isNull);
        return fields;
    }

    private static void write(Path expected, Case stated, List<Map<String, Object>> read) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> line : read) {
            lines.add("  " + JSON.writeValueAsString(line));
        }
        Files.writeString(
                expected,
                "{\"zone\": \"%s\", \"now\": \"%s\", \"host\": \"%s\", \"lines\": [\n%s\n]}\n"
                        .formatted(stated.zone(), stated.now(), stated.host(), String.join(",\n", lines)));
    }
}
