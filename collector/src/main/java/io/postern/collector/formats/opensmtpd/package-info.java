/// OpenSMTPD: the address is told once, when a session begins, and remembered by the session's id.
package io.postern.collector.formats.opensmtpd;
