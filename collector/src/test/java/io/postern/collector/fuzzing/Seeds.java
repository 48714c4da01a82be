package io.postern.collector.fuzzing;

import io.postern.collector.parsing.Planted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Lines to begin with: those of the case folders, captured ones, and what was found before.
final class Seeds {

    /// Each file holds lines that once went wrong, or are worth a try; to add one, add a file or a line.
    private static final Path FOUND = Path.of("src/test/fuzz");

    private static final List<Path> FOLDERS =
            List.of(Path.of("src/test/cases"), Path.of("src/test/resources/captured"));

    private Seeds() {}

    static List<byte[]> all() throws IOException {
        List<byte[]> lines = found();
        for (Path folder : FOLDERS) {
            for (Path file : files(folder)) {
                if (file.toString().endsWith(".log")) {
                    lines.addAll(lines(file));
                }
            }
        }
        for (String announcement : Planted.ANNOUNCEMENTS) {
            lines.add(("2026-11-20T10:34:32Z mail dovecot: " + announcement).getBytes(StandardCharsets.UTF_8));
        }
        return lines;
    }

    /// As bytes: what went wrong may be no text.
    static List<byte[]> found() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Path file : files(FOUND)) {
            lines.addAll(lines(file));
        }
        return lines;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<byte[]> lines(Path file) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        byte[] all = Files.readAllBytes(file);
        int from = 0;
        for (int i = 0; i <= all.length; i++) {
            if (i == all.length || all[i] == '\n') {
                if (i > from) {
                    lines.add(java.util.Arrays.copyOfRange(all, from, i));
                }
                from = i + 1;
            }
        }
        return lines;
    }
}
