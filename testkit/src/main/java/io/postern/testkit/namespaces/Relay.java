package io.postern.testkit.namespaces;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets a namespace reach one port of this machine's loopback address at its own loopback address and the same port:
/// a broker that names itself 127.0.0.1 is there for it. Closed, it is as if the network were gone.
public final class Relay implements AutoCloseable {

    private static final int BACKLOG = 50;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public Relay(Namespace inside, int port) throws Exception {
        listening = inside.in(() -> new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().start(() -> {
            while (!listening.isClosed()) {
                try {
                    join(listening.accept(), new Socket(InetAddress.getLoopbackAddress(), port));
                } catch (IOException e) {
                    continue; // it is closed, or nobody listens outside: whoever asked sees his connection end
                }
            }
        });
    }

    private void join(Socket inside, Socket outside) throws IOException {
        for (Socket socket : Set.of(inside, outside)) {
            socket.setTcpNoDelay(true);
            open.add(socket);
        }
        pump(inside, outside);
        pump(outside, inside);
    }

    private void pump(Socket from, Socket to) {
        Thread.ofPlatform().daemon().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                return; // one of the two is gone, and so goes the other
            } finally {
                open.remove(from);
            }
        });
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
