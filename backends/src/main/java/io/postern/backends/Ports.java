package io.postern.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ports on the loopback address.
public final class Ports {
    private static final int ANY = 0;

    private Ports() {}

    /// The preferred port when nobody has it, else any free one.
    public static int freeOr(int preferred) {
        return isFree(preferred) ? open(preferred) : open(ANY);
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // taken, or not ours to take: either way another one is needed
        }
    }

    /// As [#freeOr], with a port chosen once kept in `file`, so addresses stay the same over restarts.
    static int remembered(Path file, int preferred) throws IOException {
        int wanted = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : preferred;
        int port = freeOr(wanted);
        Files.writeString(file, port + "\n");
        return port;
    }

    private static int open(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true); // a port in TIME_WAIT is free to a server
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
