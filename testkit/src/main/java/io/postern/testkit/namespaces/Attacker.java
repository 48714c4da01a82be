package io.postern.testkit.namespaces;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;

/// Somebody beside a mail host, in a network namespace of its own, who talks to servers there that send back what they
/// are
/// sent.
public final class Attacker implements AutoCloseable {

    /// Longer than any answer takes, also on a machine that has much else to do.
    private static final int PATIENCE_MS = 15_000;

    /// Long enough to say that there is no answer: who is kept out gets none ever.
    private static final int IMPATIENCE_MS = 500;

    private final Namespace host;
    private final Namespace elsewhere = new Namespace();

    /// @param of the host's addresses on the cable between them, with their prefix lengths
    /// @param own the attacker's
    public Attacker(Namespace host, List<String> of, List<String> own) throws Exception {
        this.host = host;
        host.connect(of, elsewhere, own);
    }

    public Namespace network() {
        return elsewhere;
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
                    throw new UncheckedIOException(e); // it is closed with the process only
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
        elsewhere.close();
    }
}
