/// Topics into tables: each batch of records becomes rows, in one transaction with the offsets that come after them.
///
/// Begin at `ProjectionsConsumer`. Every projection gives the same rows however often a record comes by.
package io.postern.reporter.projections;
