package io.postern.collector.following;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A program that follows a log, for a test that may read everything itself: after each line of its input it looks at
/// the log and prints what the trouble is and which lines were read so far.
final class OrdinaryUser {

    private OrdinaryUser() {}

    public static void main(String[] arguments) throws IOException {
        Collected collected = new Collected();
        FileSource.Settings settings = new FileSource.Settings(1000, Start.BEGINNING, Duration.ofSeconds(1));
        BufferedReader looks = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (FileSource source =
                new FileSource(Path.of(arguments[0]), List.of(), collected, settings, System::nanoTime)) {
            while (looks.readLine() != null) {
                source.poll(new byte[2000]);
                System.out.println(source.counters().problem() + " " + collected.lines());
            }
        }
    }
}
