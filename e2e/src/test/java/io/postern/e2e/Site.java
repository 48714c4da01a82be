package io.postern.e2e;

import io.postern.testkit.namespaces.Attacker;
import io.postern.testkit.namespaces.Namespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A guarded host and, beside it, somebody who has all addresses of 198.18.0.0/15 and sends from one of them a packet
/// every
/// millisecond, until none arrives any more.
final class Site implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Without a packet for so long, the sender is kept out.
    private static final Duration SILENCE = Duration.ofMillis(300);

    private static final int PORT = 9999;

    /// Where the host's failures are written down.
    @FunctionalInterface
    interface Log {
        void write(String lines) throws IOException;
    }

    private final Namespace host;
    private final Attacker attacker;
    private final Log log;
    private final DatagramSocket receiving;
    private volatile long newest;
    private final AtomicInteger received = new AtomicInteger();

    Site(Namespace host, Log log) throws Exception {
        this.host = host;
        this.log = log;
        attacker = new Attacker(host, List.of("203.0.113.1/24"), List.of("203.0.113.7/24"));
        attacker.network().run("ip", "route", "add", "local", "198.18.0.0/15", "dev", "lo");
        host.run("ip", "route", "add", "198.18.0.0/15", "dev", "cable");
        receiving = host.in(() -> new DatagramSocket(PORT));
        Thread.ofPlatform().daemon().start(this::receive);
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[Long.BYTES], Long.BYTES);
        while (!receiving.isClosed()) {
            try {
                receiving.receive(packet);
                newest = ByteBuffer.wrap(packet.getData()).getLong();
                received.incrementAndGet();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    void log(String lines) throws IOException {
        log.write(lines);
    }

    /// Networks that the host's nftables keeps out of those that the attacker has.
    long keptOut() throws Exception {
        return host.run("nft", "list", "ruleset").split("198\\.1[89]\\.", -1).length - 1;
    }

    /// @return from the line written to the last packet that was sent and got through
    Duration timeToDrop(String client) throws Exception {
        try (DatagramSocket sending = attacker.network()
                .in(() -> new DatagramSocket(new InetSocketAddress(InetAddress.getByName(client), 0)))) {
            Thread sender = Thread.ofPlatform().daemon().start(() -> send(sending));
            int before = received.get();
            Waiting.until(PATIENCE, "packets arrive", () -> received.get() > before + 20);
            long began = System.nanoTime();
            log(MailHost.failuresOf(client));
            Waiting.until(PATIENCE, client + " is kept out", () -> System.nanoTime() - newest > SILENCE.toNanos());
            sender.interrupt();
            sender.join();
            return Duration.ofNanos(newest - began);
        }
    }

    private static void send(DatagramSocket socket) {
        InetSocketAddress host = new InetSocketAddress("203.0.113.1", PORT);
        try {
            while (true) {
                byte[] stamp = ByteBuffer.allocate(Long.BYTES)
                        .putLong(System.nanoTime())
                        .array();
                socket.send(new DatagramPacket(stamp, stamp.length, host));
                Thread.sleep(1);
            }
        } catch (IOException | InterruptedException e) {
            return; // enough
        }
    }

    @Override
    public void close() {
        receiving.close();
        attacker.close();
    }
}
