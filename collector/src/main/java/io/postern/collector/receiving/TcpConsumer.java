package io.postern.collector.receiving;

import io.postern.collector.spooling.Spool;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// One sender over TCP. What the spool does not take waits here, and nothing more is read meanwhile; also when the
/// sender has gone in between, so it is done only when all of it is kept.
final class TcpConsumer {

    /// Makes a line of a message.
    @FunctionalInterface
    interface Reader {

        /// Null when there is nothing in it.
        byte[] line(byte[] message, boolean cut);
    }

    private static final Logger LOG = Logger.getLogger(TcpConsumer.class);
    private static final long UNTIL_THERE_IS_ROOM_MS = 100;

    private final Vertx vertx;
    private final NetSocket socket;
    private final Spool spool;
    private final Runnable kept;
    private final Runnable done;
    private final List<byte[]> waiting = new ArrayList<>();
    private boolean later;
    private boolean ended;
    private boolean gone;

    /// @param kept told after each time that the spool was given something
    /// @param done told once, at the end
    TcpConsumer(Vertx vertx, NetSocket socket, Spool spool, Runnable kept, Runnable done) {
        this.vertx = vertx;
        this.socket = socket;
        this.spool = spool;
        this.kept = kept;
        this.done = done;
    }

    /// @param maxLine bytes of a message that are read
    void open(int maxLine, Reader reader) {
        SyslogFraming framing = new SyslogFraming(maxLine + 1, (message, cut) -> {
            byte[] line = reader.line(message, cut);
            if (line != null) {
                waiting.add(line);
            }
        });
        socket.exceptionHandler(e -> LOG.debugf("A connection broke: %s", e.getMessage()));
        socket.handler(buffer -> {
            framing.feed(buffer.getBytes());
            keep();
        });
        socket.endHandler(
                end -> { // after the last of what was read, even when reading was paused
                    ended = true;
                    spool.drop(framing.isInMessage() ? 1 : 0);
                    keep();
                });
    }

    private void keep() {
        waiting.subList(0, spool.append(waiting)).clear();
        kept.run();
        if (!waiting.isEmpty()) {
            socket.pause();
            tryLater();
        } else if (!ended) {
            socket.resume();
        } else if (!gone) {
            gone = true;
            done.run();
        }
    }

    private void tryLater() {
        if (!later) {
            later = true;
            vertx.setTimer(UNTIL_THERE_IS_ROOM_MS, timer -> {
                later = false;
                keep();
            });
        }
    }
}
