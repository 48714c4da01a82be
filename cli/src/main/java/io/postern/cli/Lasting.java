package io.postern.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postern.policy.rules.ShortDuration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How long it shall last.
final class Lasting {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(names = "--for", paramLabel = "TIME", description = "How long it shall last: 90s, 10m, 2h, 3d.")
    String lasts;

    ObjectNode on(ObjectNode order) {
        if (lasts != null) {
            try {
                order.put("for", ShortDuration.parse(lasts).toString());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--for: " + e.getMessage(), e);
            }
        }
        return order;
    }
}
