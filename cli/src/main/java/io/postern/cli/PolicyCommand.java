package io.postern.cli;

import picocli.CommandLine.Command;

/// Rules before they are in force.
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description = "Tries rules before they are in force. Nothing is enforced or sent anywhere.",
        subcommands = {
            PolicyValidateCommand.class,
            PolicySimulateCommand.class,
            PolicyDiffCommand.class,
            PolicyTestCommand.class
        })
final class PolicyCommand {}
