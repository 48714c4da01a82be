/// Programs that measure, each with a `main`: run them with `benchmarks/run NAME`, on a quiet machine. What they said
/// is
/// in docs/reference/speed-and-size.md.
package io.postern.benchmarks;
