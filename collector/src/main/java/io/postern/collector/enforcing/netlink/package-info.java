/// Linux netlink (RFC 3549, linux/netlink.h) through Java's foreign-function interface: a socket, messages and their
/// attributes. Knows no firewall.
package io.postern.collector.enforcing.netlink;
