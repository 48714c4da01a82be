/// Text that attackers chose, made fit to be looked at by people.
package io.postern.reporter.hostile;
