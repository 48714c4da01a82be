/// The mail servers whose logs are read, one package each. Begin at [LineParser]: the agent, `postern explain` and
/// `postern replay` use the very same code.
package io.postern.collector.formats;
