/// The agent's other half: bans in force on this host. Plain Java; what the host really does is behind
/// {@link io.postern.collector.enforcing.Enforcer}.
package io.postern.collector.enforcing;
