package io.postern.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The command as a mail host has it: the agent's package brings no back ends to start, and no sources to build.
@Command(
        name = "postern",
        mixinStandardHelpOptions = true,
        versionProvider = PosternVersion.class,
        description = "Guards the side doors of a mail cluster; this is one of its hosts.",
        subcommands = {
            SetupCommand.class,
            DoctorCommand.class,
            UnlockCommand.class,
            ExplainCommand.class,
            ReplayCommand.class,
            AnonymizeCommand.class,
            LookupCommand.class,
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
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done or healthy, 1 a negative answer, 2 wrong usage, 3 Postern cannot be reached, 5 partly done, 130 interrupted.",
            "Results go to standard output, notes and progress to standard error."
        })
final class HostPostern {

    private HostPostern() {}

    public static void main(String[] args) {
        Postern.run(new HostPostern(), args);
    }
}
