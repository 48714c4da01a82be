/// Bans in a table of pf, the packet filter of FreeBSD, OpenBSD, NetBSD and macOS.
package io.postern.collector.enforcing.pf;
