package io.postern.cli.unparsed;

/// Lines of one shape.
///
/// @param parser whose words they are; `none` when no server that is known writes them
/// @param reason why they are not read
/// @param example the first of them, without its secrets
/// @param file where it stands; null when there is only one input
public record Cluster(
        long count,
        String program,
        String parser,
        String reason,
        String shape,
        String example,
        String file,
        long line) {

    Cluster oneMore() {
        return new Cluster(count + 1, program, parser, reason, shape, example, file, line);
    }
}
