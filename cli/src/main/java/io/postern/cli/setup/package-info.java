/// What `postern setup` does: looks at the machine, asks or reads answers, changes the configuration line by line,
/// has the agent's own code read it back, and writes. What was there is kept beside it.
package io.postern.cli.setup;
