package io.postern.collector.formats.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedFormatsTest {

    /// They are compiled when first asked for, and must be right by then.
    @Test
    void everyShippedExpressionCompiles() {
        List<Problem> problems = new ArrayList<>();

        List<DefinedFormat> checked = FormatsSyntax.read("shipped.formats", ShippedFormats.text(), problems);

        assertThat(problems).isEmpty();
        assertThat(checked).hasSameSizeAs(ShippedFormats.all());
    }
}
