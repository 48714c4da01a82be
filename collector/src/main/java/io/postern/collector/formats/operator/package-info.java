/// Formats that are defined in a file: those of rare servers, which are shipped, and an operator's own.
///
/// A definition names programs and what their lines say, in regular expressions of RE2, which take linear time. Begin
/// at
/// [FormatsSyntax] for the file, at [ClientPlace] for why nobody can be framed.
package io.postern.collector.formats.operator;
