/// Bans in a table of ipfw, FreeBSD's own firewall.
package io.postern.collector.enforcing.ipfw;
