package io.postern.cli.doctor;

import io.postern.cli.logs.RawLines;
import io.postern.collector.AgentConfig;
import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads the end of each log as the agent would, and counts what it cannot read.
final class SampleCheck {

    private static final String READING = "reading";
    private static final long BYTES = 1 << 20;

    private final AgentConfig config;
    private final Surroundings around;

    SampleCheck(AgentConfig config, Surroundings around) {
        this.config = config;
        this.around = around;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (Path named : config.files()) {
            List<Path> files = Patterns.isPattern(named) ? Patterns.matching(named) : List.of(named);
            for (Path file : files) {
                if (Files.isReadable(file) && Files.isRegularFile(file)) {
                    findings.add(sample(file));
                }
            }
        }
        return findings;
    }

    private Finding sample(Path file) {
        int lines = 0;
        int told = 0;
        int unread = 0;
        LineParser parser = new LineParser(new ParserSettings(config.zone(), around.clock(), config.host()));
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - BYTES));
            RawLines raw = new RawLines(Channels.newInputStream(channel));
            if (channel.position() > 0) {
                raw.next(); // the rest of a line
            }
            while (raw.next()) {
                lines++;
                switch (parser.read(raw.bytes(), 0, raw.length())) {
                    case Reading.Attempt _, Reading.Mail _ -> told++;
                    case Reading.Unreadable _, Reading.Ambiguous _ -> unread++;
                    case Reading.NoAttempt _, Reading.Ignored _ -> {}
                }
            }
        } catch (IOException e) {
            return Finding.failed(READING, file + ": " + e.getMessage(), "look at the disk");
        }
        String found = String.format(
                Locale.ROOT,
                "%s: of the last %d lines %d tell of logins or mail, %d could not be read",
                file,
                lines,
                told,
                unread);
        if (unread > 0) {
            return Finding.warning(READING, found, "postern explain --unparsed " + file);
        }
        return told == 0 && lines > 0
                ? Finding.warning(READING, found, "look whether this is a mail server's log: postern explain " + file)
                : Finding.ok(READING, found);
    }
}
