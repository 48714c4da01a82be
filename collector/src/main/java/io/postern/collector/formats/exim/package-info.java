/// Exim: attacker's text stands on both sides of the address (HELO left, user name right), so a line that can be
/// read in two ways names nobody.
package io.postern.collector.formats.exim;
