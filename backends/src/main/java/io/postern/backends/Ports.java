package io.postern.backends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// Ports on the loopback address.
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int BELOW_OUTGOING = 32_000; // from 32768 on the kernel gives ports to outgoing connections

    private Ports() {}

    /// The preferred port when nobody has it, else any free one; 0 prefers none.
    public static int freeOr(int preferred) {
        int port = preferred;
        while (port == 0 || !isFree(port)) {
            port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW_OUTGOING);
        }
        return port;
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // taken, or not ours to take: either way another one is needed
        }
    }

    /// As [#freeOr], with the choice kept in `file` as long as the same port is preferred, so that what points to a
    /// replacement finds it after a restart, whoever has the preferred port by then.
    public static int remembered(Path file, int preferred) throws IOException {
        String wanted = preferred + " ";
        String before = Files.exists(file) ? Files.readString(file).strip() : "";
        int port = freeOr(before.startsWith(wanted) ? Integer.parseInt(before.substring(wanted.length())) : preferred);
        Files.writeString(file, wanted + port + "\n");
        return port;
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true); // a port in TIME_WAIT is free to a server
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
