package io.postern.collector.parsing;

import java.util.Arrays;

/// Takes a line out of what a container runtime wrote around it, recognised by its shape: Docker's `json-file`
/// (`{"log":"…\n","stream":"stderr","time":"…"}`) and CRI, as containerd and CRI-O write it
/// (`2026-11-20T10:34:32.5Z stderr F …`).
///
/// Runtimes part long lines. The parts are put together here, for each stream by itself and within a bound; a line of
/// which a part is missing or that is longer is given up, because its rest is not what it looks like. An object belongs
/// to one source and one thread.
public final class Envelope {

    private static final Reading PART =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "a part of a line: read with its end");
    private static final Reading LOST =
            new Reading.Ignored(Daemon.NONE, Kind.OTHER, "a part of a line of which another is missing or too long");

    /// Bytes of a line that came in parts.
    private static final int LONGEST = 1 << 16;

    /// So many lines may come before the end of one that was begun.
    private static final int PATIENCE = 1000;

    /// What one of the container's two streams has begun.
    private static final class Stream {
        private byte[] parts = {};
        private int length;
        private int waited;
        private boolean lost;

        private boolean isOpen() {
            return length > 0;
        }

        private void add(byte[] bytes, int from, int to) {
            if (length + to - from > LONGEST) {
                giveUp();
                return;
            }
            if (length + to - from > parts.length) {
                parts = Arrays.copyOf(parts, Math.min(LONGEST, Math.max(2 * parts.length, length + to - from)));
            }
            System.arraycopy(bytes, from, parts, length, to - from);
            length += to - from;
        }

        private void giveUp() {
            length = 0;
            lost = true;
        }

        private void await() {
            if (isOpen() && ++waited > PATIENCE) {
                giveUp();
            }
        }
    }

    private final Stream out = new Stream();
    private final Stream err = new Stream();
    private final DockerRecord docker = new DockerRecord();
    private final StampReader stamps = new StampReader();

    /// Puts in the line's place the one that is wrapped in it.
    ///
    /// @return null when the line can be read now, otherwise why there is none
    public Reading unwrap(Line line) {
        byte[] bytes = line.bytes();
        if (DockerRecord.begins(bytes, line.start(), line.to())) {
            if (!docker.read(bytes, line.start(), line.to())) { // torn, and perhaps it was a part
                out.giveUp();
                err.giveUp();
                return null;
            }
            return unwrap(line, docker.isError, docker.isWhole, docker.log, 0, docker.length, docker.stamp());
        }
        int tag = line.from() + Header.STDOUT.length;
        int to = line.untrimmedTo(); // a part may end with a blank
        int content = Bytes.indexOf(bytes, ' ', tag, to);
        boolean isError = Bytes.startsWith(bytes, Header.STDERR, line.from(), line.to());
        boolean known = tag < to && (bytes[tag] == 'F' || bytes[tag] == 'P');
        if (!known || content >= 0 && content != tag + 1 && bytes[tag + 1] != ':') {
            return null;
        }
        stamps.read(bytes, line.start(), line.to());
        return unwrap(line, isError, bytes[tag] == 'F', bytes, content < 0 ? to : content + 1, to, stamps.stamp());
    }

    /// Whether a line was begun whose end did not come yet.
    public boolean isOpen() {
        return out.isOpen() || err.isOpen();
    }

    private Reading unwrap(Line line, boolean isError, boolean whole, byte[] bytes, int from, int to, Stamp outer) {
        Stream stream = isError ? err : out;
        (isError ? out : err).await();
        if (stream.lost) {
            stream.lost = !whole;
            return LOST;
        }
        if (whole && !stream.isOpen()) {
            line.fill(bytes, from, to, outer);
            return null;
        }
        stream.waited = 0;
        stream.add(bytes, from, to);
        if (stream.lost) {
            stream.lost = !whole;
            return LOST;
        }
        if (!whole) {
            return PART;
        }
        line.fill(stream.parts, 0, stream.length, outer);
        stream.length = 0;
        return null;
    }
}
