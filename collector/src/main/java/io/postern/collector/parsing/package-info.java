/// How a log line is cut into header and message, and what it may say. Plain Java, no framework.
///
/// The words of a line that an attacker may have chosen (user name, mechanism, host name) never decide which address
/// is reported. Everything works on bytes, without regular expressions, in time linear in the line's length.
package io.postern.collector.parsing;
