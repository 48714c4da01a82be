/// The systemd journal as a source of lines, read by a `journalctl` that runs as a child.
package io.postern.collector.journal;
