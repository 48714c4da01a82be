/// From one line of a mail log to what it says about a login. Plain Java, no framework: the agent and `postern explain`
/// use the very same code.
///
/// Begin at [LineParser]. The words of a line that an attacker may have chosen (user name, mechanism, host name) never
/// decide which address is reported: Dovecot writes its own words to their right and is read from the right,
/// Postfix to their left and is read from the left.
///
/// Everything works on bytes, without regular expressions, in time linear in the line's length.
package io.postern.collector.parsing;
