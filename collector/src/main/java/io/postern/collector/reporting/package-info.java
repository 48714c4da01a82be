/// The heartbeat: what this host is and how far its logs are read.
package io.postern.collector.reporting;
