package io.postern.collector.formats.operator;

import io.postern.collector.parsing.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The definitions that are shipped, for servers too rare for a package of their own: `shipped.formats`. Read when
/// first asked for: most logs have no line for them.
public final class ShippedFormats {

    private static final String NAME = "shipped.formats";

    /// Loaded once for all parsers.
    private static final class Loaded {
        private static final List<Format> ALL = load();
    }

    private ShippedFormats() {}

    public static List<Format> all() {
        return Loaded.ALL;
    }

    private static List<Format> load() {
        List<Problem> problems = new ArrayList<>();
        List<Format> formats = List.copyOf(FormatsSyntax.readKnown(NAME, text(), problems));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
        return formats;
    }

    static String text() {
        try (InputStream in = ShippedFormats.class.getResourceAsStream(NAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
