/// Cyrus: attacker's text stands right of the address, so its lines are read from the left.
package io.postern.collector.formats.cyrus;
