/// Follows log files as they grow, are rotated, compressed and truncated, line by line, and knows how far all that was
/// read is safe.
///
/// A file is known by its inode and its first line, not by its name. A line that cannot be handled yet is offered
/// again:
/// the log itself is the spool. Begin at [FileSource]; [PatternSource] finds files by a pattern, and [Compressed] opens
/// a log of any compression.
package io.postern.collector.following;
