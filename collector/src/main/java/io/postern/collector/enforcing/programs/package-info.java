/// Programs of the host that change its firewall, run without a shell.
package io.postern.collector.enforcing.programs;
