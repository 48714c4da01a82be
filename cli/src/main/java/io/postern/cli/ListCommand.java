package io.postern.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Adds to a list, or takes back what was added.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Adds entries to a list of lists.yaml, or takes back what was added so. Lines of files stay in files.",
        footer = {"", "Example: postern list add bad-systems 'AS64496 spammers' --reason ticket-17 --wait"})
final class ListCommand implements Callable<Integer> {

    enum Change {
        ADD,
        REMOVE
    }

    @Mixin
    Commanding commanding;

    @Mixin
    Lasting lasting;

    @Parameters(index = "0", paramLabel = "CHANGE", description = "add or remove")
    Change change;

    @Parameters(index = "1", paramLabel = "LIST", description = "The list's name.")
    String list;

    @Parameters(
            index = "2..*",
            arity = "1..*",
            paramLabel = "ENTRY",
            description = "As a line of the list's file has it.")
    List<String> entries;

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode order = commanding.order(
                switch (change) {
                    case ADD -> "add_entry";
                    case REMOVE -> "remove_entry";
                });
        order.put("list", list);
        return commanding.give(lasting.on(order), entries);
    }
}
