/// How hosts, topics and projections are doing: what `postern status` shows.
package io.postern.reporter.status;
