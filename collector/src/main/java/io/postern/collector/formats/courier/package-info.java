/// Courier: of its IMAP and POP3 servers the address stands at the end of the line, of its SMTP server at the
/// begin.
package io.postern.collector.formats.courier;
