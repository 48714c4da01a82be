package io.postern.enricher.registries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An RDAP and a WHOIS server on the loopback interface that say what they are told to, well or badly.
public final class RegistryServers implements Closeable {

    /// Writes an answer, whatever it is; the connection is closed behind it.
    @FunctionalInterface
    public interface Answer {
        void to(OutputStream out) throws IOException, InterruptedException;

        static Answer text(String text) {
            return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private record Rdap(int status, Map<String, String> headers, Answer body) {}

    private final HttpServer http;
    private final ServerSocket whois;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Rdap> rdapAnswers = new ConcurrentHashMap<>();
    private final Map<String, Answer> whoisAnswers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public RegistryServers() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::answer);
        http.start();
        whois = new ServerSocket(0, 50, loopback);
        threads.execute(this::serveWhois);
    }

    /// Ends in a slash.
    public URI rdap() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    public InetSocketAddress whois() {
        return InetSocketAddress.createUnresolved("127.0.0.1", whois.getLocalPort());
    }

    /// @param path `ip/203.0.113.7`
    public RegistryServers rdap(String path, String json) {
        return rdap(path, 200, Map.of(), Answer.text(json));
    }

    public RegistryServers rdap(String path, int status, Map<String, String> headers, Answer body) {
        rdapAnswers.put("/" + path, new Rdap(status, headers, body));
        return this;
    }

    public RegistryServers whois(String question, Answer answer) {
        whoisAnswers.put(question, answer);
        return this;
    }

    /// Paths and questions in the order they came.
    public List<String> asked() {
        return asked;
    }

    /// Never answers, until the servers close.
    public Answer silence() {
        return out -> closed.await();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        Rdap rdap = rdapAnswers.getOrDefault(path, new Rdap(404, Map.of(), Answer.text("{\"errorCode\":404}")));
        rdap.headers().forEach(exchange.getResponseHeaders()::add);
        try (exchange) {
            exchange.sendResponseHeaders(rdap.status(), 0);
            rdap.body().to(exchange.getResponseBody());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveWhois() {
        try {
            while (!whois.isClosed()) {
                Socket client = whois.accept();
                threads.execute(() -> answer(client));
            }
        } catch (IOException e) {
            if (!whois.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket client) {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            String question = in.readLine();
            asked.add(question);
            whoisAnswers
                    .getOrDefault(question, Answer.text("% nothing found\n"))
                    .to(client.getOutputStream());
        } catch (IOException e) {
            // the client has had enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        whois.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
