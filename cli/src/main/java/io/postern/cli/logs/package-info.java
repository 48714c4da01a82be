/// Old logs, read with the collector's own classes. Begin at [io.postern.cli.logs.History].
package io.postern.cli.logs;
