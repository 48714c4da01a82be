package io.postern.enricher.registries;

import io.postern.events.ClientProfile.Registration.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks a WHOIS server (RFC 3912): one line out, all there is in, until the server closes. Blocks; for virtual threads.
final class WhoisClient {

    private static final int CHUNK = 8192;

    private final Bounds bounds;

    WhoisClient(Bounds bounds) {
        this.bounds = bounds;
    }

    /// @throws RegistryException TIMEOUT or FAILED
    byte[] ask(InetSocketAddress server, String question) throws RegistryException {
        long deadline = System.nanoTime() + bounds.answer().toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(server.getHostString(), server.getPort()),
                    Math.toIntExact(bounds.connect().toMillis()));
            socket.setSoTimeout(left(deadline));
            socket.getOutputStream().write((question + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return readAll(socket, deadline);
        } catch (SocketTimeoutException e) {
            throw new RegistryException(Status.TIMEOUT, "no answer in time");
        } catch (IOException e) {
            throw new RegistryException(
                    Status.FAILED, "no answer: " + e.getClass().getSimpleName());
        }
    }

    private byte[] readAll(Socket socket, long deadline) throws IOException, RegistryException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int length; (length = in.read(chunk)) >= 0; socket.setSoTimeout(left(deadline))) {
            answer.write(chunk, 0, length);
            if (answer.size() > bounds.most()) {
                throw new RegistryException(Status.FAILED, "the answer is longer than " + bounds.most() + " bytes");
            }
        }
        return answer.toByteArray();
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return Math.toIntExact(millis);
    }
}
