/// Lines that nobody reads, put together by their shape. Begin at [io.postern.cli.unparsed.Clusters].
package io.postern.cli.unparsed;
