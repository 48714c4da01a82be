package io.postern.policy.rules;

import java.util.List;
import java.util.stream.Collectors;

/// The files are wrong and nothing of them is used. One problem a line.
public final class RulesRefusedException extends Exception {

    /// More would hide the first.
    private static final int SHOWN = 10;

    private static final long serialVersionUID = 1L;

    public RulesRefusedException(List<Problem> problems) {
        super(problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"))
                + (problems.size() > SHOWN ? "\nand " + (problems.size() - SHOWN) + " more" : ""));
    }
}
