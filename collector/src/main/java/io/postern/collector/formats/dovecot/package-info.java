/// Dovecot: attacker's text stands left of the address, so its lines are read from the right.
package io.postern.collector.formats.dovecot;
