package io.postern.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The digest of a day.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "The digest of a day.",
        subcommands = {ReportCommand.Preview.class, HelpCommand.class})
final class ReportCommand {

    enum Form {
        TEXT("/api/v1/digest.txt", "text/plain"),
        HTML("/api/v1/digest.html", "text/html"),
        JSON("/api/v1/digest", "application/json"),
        CSV("/api/v1/attempts.csv", "text/csv");

        private final String path;
        private final String type;

        Form(String path, String type) {
            this.path = path;
            this.type = type;
        }
    }

    @Command(
            name = "preview",
            mixinStandardHelpOptions = true,
            description = "Prints the digest of a day as it stands; nothing is sent.")
    static final class Preview implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Connection connection;

        @Option(
                names = "--date",
                paramLabel = "YYYY-MM-DD",
                description = "The day, in the reporter's time zone. Default: today, as far as it has come")
        LocalDate date;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FORM",
                defaultValue = "text",
                description = "text, html, json, or csv (the day's failures in MailLogSentinel's nine columns). "
                        + "Default: ${DEFAULT-VALUE}")
        Form form;

        @Override
        public Integer call() {
            String query = date == null ? "" : "?date=" + date;
            PrintWriter out = spec.commandLine().getOut();
            out.print(connection.open().text(form.path + query, form.type));
            out.flush();
            return Exit.DONE;
        }
    }
}
