/// Bans on Linux hosts whose rules are iptables': sets of ipset, which a chain of its own looks up.
package io.postern.collector.enforcing.ipset;
