/// Who is behind an address, as a person reads it, and found out without a running Postern.
package io.postern.cli.lookup;
