package io.postern.collector.parsing;

/// The words of one mail server. An object belongs to one source and one thread; it may remember earlier lines, within
/// a bound.
public interface Format {

    /// Whether this server may log under this name. Asked once for each name; formats are asked in their order, and
    /// the first that knows a line reads it.
    boolean speaksAs(String program);

    /// Who reads the lines of one of these names; may be asked again for the same. A server that has many programs
    /// looks at the name here, once, and not in each line.
    default Format of(String program) {
        return this;
    }

    /// Whether what a line means may depend on lines before it. If not, the lines of a whole log may be read in any
    /// order, by as many threads as there are, each with an object of its own.
    boolean remembers();

    /// Never throws, takes time linear in the line's length, and takes an address only from where the server itself
    /// wrote it.
    ///
    /// @return null when these are not this server's words
    Reading read(Line line);

    /// Reads a line that names no program: one of the server's own log files. Null when these are not its words.
    /// Remembers nothing.
    default Reading readOwnLog(Line line) {
        return null;
    }
}
