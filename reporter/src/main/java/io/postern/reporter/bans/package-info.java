/// Bans and the decisions behind them.
package io.postern.reporter.bans;
