/// An enforcer of the operator's own making: programs that are run for each network.
package io.postern.collector.enforcing.command;
