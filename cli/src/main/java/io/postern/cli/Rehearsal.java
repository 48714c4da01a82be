package io.postern.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs what people run most, on a few lines and on nobody's server, so that the JVM can keep what it had to load and
/// link for it (JEP 483): the launcher lets it once, and every command after that starts faster.
final class Rehearsal {

    /// Nobody answers there.
    private static final String NOWHERE = "http://127.0.0.1:1";

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--help"),
            List.of("explain", "--help"),
            List.of("explain"),
            List.of("explain", "--failures", "-o", "ndjson"),
            List.of("explain", "--unparsed"),
            List.of("status", "--url", NOWHERE),
            List.of("bans", "--url", NOWHERE));

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        byte[] log;
        try (InputStream in = Rehearsal.class.getResourceAsStream("rehearsal.log")) {
            log = in.readAllBytes();
        }
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        for (List<String> command : COMMANDS) {
            System.setIn(new ByteArrayInputStream(log));
            Postern.commandLine(nowhere, nowhere).execute(command.toArray(String[]::new));
        }
    }
}
