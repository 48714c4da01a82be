package io.postern.collector.enforcing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/// A mail host and somebody beside it, each in a network namespace, and a server on the host that sends back what it is
/// sent.
public final class Attacker implements AutoCloseable {

    /// Longer than any answer takes, also on a machine that has much else to do.
    private static final int PATIENCE_MS = 15_000;

    /// Long enough to say that there is no answer: who is kept out gets none ever.
    private static final int IMPATIENCE_MS = 500;

    private final Namespace host = new Namespace();
    private final Namespace elsewhere = new Namespace();

    public Attacker() throws Exception {
        host.connect(
                List.of("192.0.2.1/24", "2001:db8::1/64"),
                elsewhere,
                List.of("192.0.2.7/24", "192.0.2.8/24", "2001:db8::7/64"));
    }

    public Namespace host() {
        return host;
    }

    /// Starts a server on the host.
    public void serve(int port) throws Exception {
        ServerSocket listening = host.in(() -> new ServerSocket(port));
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try {
                    Socket client = listening.accept();
                    Thread.ofPlatform().daemon().start(() -> echo(client));
                } catch (IOException e) {
                    return; // closed with the process
                }
            }
        });
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            return; // the client is gone
        }
    }

    public Socket connect(String from, String to, int port) throws Exception {
        return connect(from, to, port, PATIENCE_MS);
    }

    private Socket connect(String from, String to, int port, int patience) throws Exception {
        return elsewhere.in(() -> {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName(to), port), patience);
            return socket;
        });
    }

    public boolean isAnswered(String from, String to, int port) throws Exception {
        try (Socket socket = connect(from, to, port)) {
            return isAnswered(socket);
        }
    }

    public boolean isKeptOut(String from, String to, int port) throws Exception {
        try (Socket socket = connect(from, to, port, IMPATIENCE_MS)) {
            return isCutOff(socket);
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /// Whether what is sent through the connection comes back.
    public boolean isAnswered(Socket connection) throws IOException {
        return comesBack(connection, PATIENCE_MS);
    }

    public boolean isCutOff(Socket connection) throws IOException {
        return !comesBack(connection, IMPATIENCE_MS);
    }

    private static boolean comesBack(Socket connection, int patience) throws IOException {
        connection.setSoTimeout(patience);
        connection.getOutputStream().write('?');
        try {
            return connection.getInputStream().read() == '?';
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        host.close();
        elsewhere.close();
    }
}
