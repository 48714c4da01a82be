package io.postern.cli;

import picocli.CommandLine.Option;

/// The shape of a command's result.
final class OutputFormat {

    enum Shape {
        TABLE,
        JSON,
        NDJSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "table (for people), json (one document) or ndjson (one object a line). Default: ${DEFAULT-VALUE}")
    Shape shape;
}
