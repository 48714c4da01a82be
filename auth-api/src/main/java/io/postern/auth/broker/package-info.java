/// Reaching the broker: clients with this service's settings, and patience while it is away.
package io.postern.auth.broker;
