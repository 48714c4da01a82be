package io.postern.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Puts rules on trial, or in force, without touching their file.
@Command(
        name = "mode",
        mixinStandardHelpOptions = true,
        description =
                "Sets the mode of rules: enforce, simulate (decide and tell, ban nobody), or file (what rules.yaml says).",
        footer = {"", "Example: postern mode simulate brute-force --reason 'too many customers' --wait"})
final class ModeCommand implements Callable<Integer> {

    enum Mode {
        ENFORCE,
        SIMULATE,
        FILE
    }

    @Mixin
    Commanding commanding;

    @Mixin
    Lasting lasting;

    @Parameters(index = "0", paramLabel = "MODE", description = "enforce, simulate or file")
    Mode mode;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "RULE", description = "Names of rules.")
    List<String> rules;

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode order = lasting.on(commanding.order("set_mode"));
        switch (mode) {
            case ENFORCE -> order.put("mode", "enforce");
            case SIMULATE -> order.put("mode", "simulate");
            case FILE -> order.putNull("mode");
        }
        return commanding.give(order, rules);
    }
}
