package io.postern.collector.formats.operator;

import java.util.List;
import java.util.stream.Collectors;

/// The definitions are wrong and nothing of them is used. One problem a line.
public final class FormatsRefusedException extends Exception {

    /// More would hide the first.
    private static final int SHOWN = 10;

    private static final long serialVersionUID = 1L;

    FormatsRefusedException(List<Problem> problems) {
        super(problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n"))
                + (problems.size() > SHOWN ? "\nand " + (problems.size() - SHOWN) + " more" : ""));
    }
}
