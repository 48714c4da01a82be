package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Format;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.Reading;

/// Postfix 3, whatever its instances are called.
public final class Postfix implements Format {

    private final PostfixSasl sasl = new PostfixSasl();

    @Override
    public boolean speaksAs(String program) {
        return program.startsWith("postfix");
    }

    @Override
    public Reading read(Line line) {
        return sasl.read(line, line.bytes(), line.programFrom(), line.programTo(), line.from(), line.to());
    }
}
