package io.postern.collector.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.following.LineHandler;
import io.postern.collector.following.Receipt;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.spooling.Spool;
import io.postern.collector.spooling.SpoolSource;
import io.postern.events.Network;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real sockets on this machine.
class SyslogConsumerTest {

    private static final int MAX_LINE = 65_536;
    private static final String HEAD = "<22>Nov 20 11:34:32 mx1 dovecot: ";
    private static final String LINE = "<22>1 2026-11-20T11:34:32Z mx1 dovecot - - - ";

    @TempDir
    Path directory;

    private long roomFor = 8 << 20;
    private List<Network> from = List.of(Network.of("127.0.0.0/8"), Network.of("::1"));
    private int connections = 4;
    private Duration idle = Duration.ofMinutes(1);
    private SyslogSettings.Tls tls = new SyslogSettings.Tls(null, null, null);
    private Spool spool;
    private SyslogConsumer consumer;
    private SpoolSource source;
    private final List<String> received = new ArrayList<>();
    private final byte[] buffer = new byte[2 * MAX_LINE];

    @AfterEach
    void end() throws IOException {
        if (consumer != null) {
            consumer.close();
            source.close();
        }
    }

    @Test
    void takesDatagramsOfAnyLength() throws IOException {
        listen(at("udp"), null, null);
        String longest = "x".repeat(60_000);

        sendDatagram(HEAD + "one");
        sendDatagram(HEAD + "two\nthree");
        sendDatagram(HEAD + longest);

        eventually(() -> lines().size() == 3);
        assertThat(lines()).containsExactly(LINE + "one", LINE + "two#012three", LINE + longest);
    }

    @Test
    void takesLinesAndCountedMessagesOverTcp() throws IOException {
        listen(null, at("tcp"), null);
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            send(out, HEAD + "one\n");
            send(out, HEAD.length() + 3 + " " + HEAD + "two" + HEAD + "thr");
            out.flush();
            eventually(() -> lines().size() == 2);
            send(out, "ee\n");
            eventually(() -> lines().size() == 3);
        }

        assertThat(lines()).containsExactly(LINE + "one", LINE + "two", LINE + "three");
    }

    @Test
    void halfALineIsNoLineAndIsCounted() throws IOException {
        listen(null, at("tcp"), null);
        try (Socket socket = connect()) {
            send(socket.getOutputStream(), HEAD + "one\n" + HEAD + "half");
        }

        eventually(() -> spool.dropped() == 1);
        assertThat(lines()).containsExactly(LINE + "one");
    }

    @Test
    void refusesWhoMayNotSend() throws IOException {
        from = List.of(Network.of("192.0.2.0/24"));
        listen(at("udp"), at("tcp"), null);

        sendDatagram(HEAD + "one");
        try (Socket socket = connect()) {
            assertThat(socket.getInputStream().read()).as("closed").isNegative();
        }

        eventually(() -> consumer.refused() == 2);
        assertThat(lines()).isEmpty();
    }

    @Test
    void closesConnectionsBeyondTheLimitAndSilentOnes() throws IOException {
        connections = 1;
        idle = Duration.ofSeconds(1);
        listen(null, at("tcp"), null);
        try (Socket first = connect()) {
            send(first.getOutputStream(), HEAD + "one\n");
            eventually(() -> lines().size() == 1);
            try (Socket second = connect()) {
                assertThat(second.getInputStream().read()).as("one too many").isNegative();
            }
            first.setSoTimeout(10_000);
            assertThat(first.getInputStream().read()).as("silent").isNegative();
        }
        eventually(
                () -> { // the place is free again a moment after the first sees the end
                    offer(HEAD + "two\n");
                    return lines().size() > 1;
                });
    }

    /// By a new connection, which the receiver may close unread.
    private void offer(String message) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(300);
            send(socket.getOutputStream(), message);
            var unused = socket.getInputStream().read();
        } catch (IOException e) {
            // refused while it was being written, or nothing said in time: it is tried again
        }
    }

    @RepeatedTest(5)
    void readsNoMoreFromTcpWhileTheSpoolIsFullAndLosesNothing() throws Exception {
        roomFor = 100_000;
        listen(at("udp"), at("tcp"), null);
        List<String> sent =
                IntStream.range(0, 20_000).mapToObj(i -> "message " + i).toList();
        Thread sender = Thread.ofVirtual().start(() -> {
            try (Socket socket = connect()) {
                send(
                        socket.getOutputStream(),
                        String.join(
                                "",
                                sent.stream().map(text -> HEAD + text + "\n").toList()));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        eventually(() -> spool.trouble() != null);
        sendDatagram(HEAD + "too much");
        eventually(() -> spool.dropped() == 1);
        assertThat(spool.size()).isLessThanOrEqualTo(100_000);

        eventually(() -> lines().size() >= sent.size());
        assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
        assertThat(lines())
                .containsExactlyElementsOf(
                        sent.stream().map(text -> LINE + text).toList());
        assertThat(spool.dropped()).as("the datagram").isOne();
    }

    @Test
    void aFloodOfDatagramsStaysWithinTheSpool() throws Exception {
        roomFor = 200_000;
        listen(at("udp"), null, null);
        byte[] message = (HEAD + "x".repeat(400)).getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 50_000; i++) {
                socket.send(packet(message));
            }
        }

        eventually(() -> spool.dropped() > 500);
        assertThat(spool.size()).isLessThanOrEqualTo(200_000);
    }

    @Test
    void takesLinesOverTls() throws Exception {
        Certificates certificates = new Certificates(directory);
        certificates.make("server", "dns:localhost,ip:127.0.0.1");
        tls = new SyslogSettings.Tls(certificates.file("server.pem"), certificates.file("server.key"), null);
        listen(null, null, at("tls"));
        try (Socket socket = connect(certificates.context("server", null))) {
            send(socket.getOutputStream(), HEAD + "one\n");
            eventually(() -> lines().size() == 1);
        }

        assertThat(lines()).containsExactly(LINE + "one");
    }

    @Test
    void aCertificateSaysForWhichHostASenderSpeaksAndWithoutOneNobodyDoes() throws Exception {
        Certificates certificates = new Certificates(directory);
        certificates.make("server", "dns:localhost,ip:127.0.0.1");
        certificates.make("mx1", "dns:mx1.example.org");
        certificates.make("stranger", "dns:mx1.example.org");
        tls = new SyslogSettings.Tls(
                certificates.file("server.pem"), certificates.file("server.key"), certificates.file("mx1.pem"));
        listen(null, null, at("tls"));
        for (String client : Arrays.asList(null, "stranger")) {
            try (Socket socket = connect(certificates.context("server", client))) {
                send(socket.getOutputStream(), HEAD + "from nobody\n");
                assertThat(socket.getInputStream().read()).isNegative();
            } catch (IOException refused) {
                assertThat(refused).isInstanceOfAny(SSLException.class, SocketException.class);
            }
        }
        try (Socket socket = connect(certificates.context("server", "mx1"))) {
            send(socket.getOutputStream(), HEAD + "one\n" + HEAD.replace("mx1", "mx2") + "two\n");
            eventually(() -> lines().size() == 2);
        }

        assertThat(lines()).containsExactly(LINE + "one", LINE.replace("mx1", "mx1.example.org") + "two");
    }

    @Test
    void saysWhichSettingIsWrong() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenAddress port = ListenAddress.of("postern.collector.syslog.tcp", "127.0.0.1:" + taken.getLocalPort());
            assertThatThrownBy(() -> listen(null, port, null))
                    .hasMessageStartingWith("postern.collector.syslog.tcp: ")
                    .hasMessageContaining("in use");
        }
        assertThatThrownBy(() -> listen(null, null, at("tls")))
                .hasMessageContaining("postern.collector.syslog.certificate");
        tls = new SyslogSettings.Tls(directory.resolve("none.pem"), directory.resolve("none.key"), null);
        assertThatThrownBy(() -> listen(null, null, at("tls")))
                .hasMessageStartingWith("postern.collector.syslog.certificate: cannot be read: ");
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
        tls = new SyslogSettings.Tls(nonsense, nonsense, null);
        assertThatThrownBy(() -> listen(null, null, at("tls"))).hasMessageStartingWith("postern.collector.syslog.");
        assertThatThrownBy(() -> ListenAddress.of("postern.collector.syslog.udp", "1.2.3.4:x"))
                .hasMessageContaining("postern.collector.syslog.udp");
    }

    private void listen(ListenAddress udp, ListenAddress tcp, ListenAddress encrypted) throws IOException {
        spool = Spool.open(directory.resolve("spool"), roomFor);
        source = new SpoolSource("syslog", spool, List.of(), new Received(), MAX_LINE);
        consumer = SyslogConsumer.listen(
                new SyslogSettings(udp, tcp, encrypted, tls, from, connections, idle, Duration.ofMillis(50), MAX_LINE),
                new ParserSettings(
                        ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), "central"),
                spool);
    }

    private static ListenAddress at(String kind) {
        return ListenAddress.of("postern.collector.syslog." + kind, "127.0.0.1:0");
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), consumer.ports().getLast());
    }

    private Socket connect(SSLContext context) throws IOException {
        return context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), consumer.ports().getLast());
    }

    private void sendDatagram(String text) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(packet(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private DatagramPacket packet(byte[] bytes) {
        return new DatagramPacket(
                bytes,
                bytes.length,
                InetAddress.getLoopbackAddress(),
                consumer.ports().getFirst());
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What came so far, as the collector reads it from the spool.
    private List<String> lines() {
        source.poll(buffer);
        return received;
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private final class Received implements LineHandler {
        @Override
        public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole) {
            received.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            return Receipt.SAFE;
        }

        @Override
        public void rewound() {
            throw new AssertionError("nothing fails here");
        }
    }
}
