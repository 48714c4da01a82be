/// Sendmail: the user name stands left of the address at the end of the line.
package io.postern.collector.formats.sendmail;
