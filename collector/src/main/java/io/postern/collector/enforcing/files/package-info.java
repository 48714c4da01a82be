/// Enforcers that are files of other programs: a map of Postfix, the hosts.deny of TCP wrappers.
package io.postern.collector.enforcing.files;
