package io.postern.cli;

import io.postern.events.Address;
import io.postern.events.Network;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// Guards the side doors of a mail cluster: one command for people and scripts.
@Command(
        name = "postern",
        mixinStandardHelpOptions = true,
        versionProvider = PosternVersion.class,
        description = "Guards the side doors of a mail cluster: IMAP, POP3, submission, ManageSieve.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            StatusCommand.class,
            BansCommand.class,
            WhyCommand.class,
            BanCommand.class,
            UnbanCommand.class,
            AllowCommand.class,
            DisallowCommand.class,
            ModeCommand.class,
            ListCommand.class,
            ReportCommand.class,
            LookupCommand.class,
            UnlockCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            PolicyCommand.class,
            AnonymizeCommand.class,
            SetupCommand.class,
            DoctorCommand.class,
            TestCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done or healthy, 1 a negative answer, 2 wrong usage, 3 Postern cannot be reached, 5 partly done, 130 interrupted.",
            "Results go to standard output, notes and progress to standard error."
        })
final class Postern {

    static final Clock CLOCK = Clock.systemUTC();

    private Postern() {}

    public static void main(String[] args) {
        run(new Postern(), args);
    }

    /// Ends the process with the command's exit code.
    static void run(Object commands, String[] args) {
        System.exit(commandLine(
                        commands,
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return commandLine(new Postern(), out, err);
    }

    private static CommandLine commandLine(Object commands, PrintWriter out, PrintWriter err) {
        return new CommandLine(commands)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .registerConverter(Address.class, Address::of)
                .registerConverter(Network.class, Network::of)
                .registerConverter(Moment.class, Moment::of)
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    command.getErr().println("postern: " + sentence(problem));
                    return problem instanceof UnreachableException ? Exit.UNREACHABLE : Exit.NEGATIVE;
                });
    }

    private static String sentence(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
