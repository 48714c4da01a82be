/// Logs that may be shown to others: consistent pseudonyms in place of names, every line as readable as before. Begin
/// at
/// [io.postern.cli.anonymize.LineRewriter].
package io.postern.cli.anonymize;
