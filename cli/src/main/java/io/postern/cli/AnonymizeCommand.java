package io.postern.cli;

import io.postern.cli.anonymize.LineRewriter;
import io.postern.cli.anonymize.PseudonymKey;
import io.postern.cli.anonymize.Pseudonyms;
import io.postern.cli.logs.RawLines;
import io.postern.collector.following.Compressed;
import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.ParserSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Logs that may be shown to others.
@Command(
        name = "anonymize",
        mixinStandardHelpOptions = true,
        description = {
            "Rewrites logs with pseudonyms: addresses, accounts, mail addresses, hosts, sessions, queue and message ids, "
                    + "subjects and quoted text; passwords are taken out.",
            "The same name always gets the same pseudonym, and every line stays readable: the collector reads the same in it."
        },
        footer = {
            "",
            "Look at the result before you pass it on: what nobody can know to be a name stays.",
            "Examples:",
            "  postern anonymize /var/log/mail.log.2.gz > share.log",
            "  postern anonymize --key key --map names.tsv mail.log > share.log"
        })
final class AnonymizeCommand implements Callable<Integer> {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    /// What the collector, too, cuts longer lines to.
    private static final int LONGEST = 1 << 16;

    @Spec
    CommandSpec spec;

    @Mixin
    LogArguments logs;

    @Mixin
    FormatsOption formats;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Makes the pseudonyms; with the same key other runs agree. Drawn and written when it is not there, "
                            + "readable for you only. Default: a new one, which nobody ever sees.")
    Path keyFile;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description =
                    "Write what became of each name, readable for you only: kind, name and pseudonym, with tabs between.")
    Path mapFile;

    @Override
    public Integer call() throws IOException {
        var files = logs.files();
        List<Format> known = formats.readOrEnd();
        PseudonymKey key = key();
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16); // bytes as they come, not text
        try (PseudonymMap map = map()) {
            Pseudonyms pseudonyms = new Pseudonyms(key, map);
            for (Path file : files) {
                InstantSource written =
                        InstantSource.fixed(Files.getLastModifiedTime(file).toInstant());
                try (InputStream in = Compressed.open(file)) {
                    rewrite(in, settings(written, known), pseudonyms, out);
                }
            }
            if (logs.standardInput() != null) {
                rewrite(Compressed.open(logs.standardInput()), settings(Postern.CLOCK, known), pseudonyms, out);
            }
            out.flush();
        }
        return Exit.DONE;
    }

    private static ParserSettings settings(InstantSource now, List<Format> formats) {
        return new ParserSettings(ZoneId.systemDefault(), now, "localhost").with(() -> formats);
    }

    private static void rewrite(InputStream in, ParserSettings settings, Pseudonyms pseudonyms, OutputStream out)
            throws IOException {
        LineRewriter rewriter = new LineRewriter(settings, pseudonyms);
        RawLines lines = new RawLines(in);
        while (lines.next()) {
            byte[] rewritten = rewriter.rewrite(lines.bytes(), 0, Math.min(lines.length(), LONGEST));
            if (rewritten != null) {
                out.write(rewritten);
                out.write('\n');
            }
        }
    }

    private PseudonymKey key() throws IOException {
        byte[] fresh = new byte[KEY_BYTES];
        RANDOM.nextBytes(fresh);
        if (keyFile == null) {
            return new PseudonymKey(fresh);
        }
        try {
            if (Files.notExists(keyFile)) {
                OwnersFile.create(keyFile, fresh);
            }
            return new PseudonymKey(Files.readAllBytes(keyFile));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--key: " + keyFile + ": " + e.getMessage(), e);
        }
    }

    private PseudonymMap map() throws IOException {
        if (mapFile == null) {
            return PseudonymMap.NONE;
        }
        if (Files.exists(mapFile)) {
            throw new ParameterException(spec.commandLine(), "--map: " + mapFile + " is there already");
        }
        OwnersFile.create(mapFile, new byte[0]);
        return PseudonymMap.to(Files.newBufferedWriter(mapFile));
    }
}
