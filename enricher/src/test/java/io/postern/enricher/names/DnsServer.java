package io.postern.enricher.names;

import io.postern.events.Address;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// A DNS server on loopback that speaks the real protocol by UDP and TCP, and says what a test wants said, be it
/// nonsense.
/// Of addresses that it was told nothing about it says NXDOMAIN.
public final class DnsServer implements AutoCloseable {
    private static final Duration REPLIES_AFTER = Duration.ofMillis(20);

    /// @param source the port it came from
    public record Asked(String name, int source, boolean tcp) {}

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final Map<String, DnsReply> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public DnsServer() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        tcp = new ServerSocket(0, 10, loopback);
        udp = new DatagramSocket(tcp.getLocalPort(), loopback);
        Thread.ofVirtual().name("dns-udp").start(this::serveUdp);
        Thread.ofVirtual().name("dns-tcp").start(this::serveTcp);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
    }

    public DnsServer say(String client, DnsReply reply) {
        replies.put(ReverseZone.nameOf(Address.of(client)), reply);
        return this;
    }

    /// What a name itself is answered, whatever type is asked for.
    public DnsServer sayName(String name, DnsReply reply) {
        replies.put(name + ".", reply);
        return this;
    }

    /// Questions so far, oldest first.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public long timesAskedFor(String client) {
        String name = ReverseZone.nameOf(Address.of(client));
        return asked.stream().filter(one -> one.name().equals(name)).count();
    }

    private byte[] reply(byte[] query, int source, boolean overTcp) {
        DnsReply.Question question = DnsReply.Question.read(query);
        asked.add(new Asked(question.name(), source, overTcp));
        return replies.getOrDefault(question.name(), DnsReply.nxdomain(0)).to(question, overTcp);
    }

    private void serveUdp() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
                udp.receive(packet);
                byte[] answer = reply(Arrays.copyOf(packet.getData(), packet.getLength()), packet.getPort(), false);
                if (answer != null) {
                    LockSupport.parkNanos(
                            REPLIES_AFTER.toNanos()); // as over a network: whoever asked goes on meanwhile
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            endUnlessClosed(udp.isClosed(), closed);
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                try (Socket socket = tcp.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    byte[] answer = reply(in.readNBytes(in.readUnsignedShort()), socket.getPort(), true);
                    if (answer != null) {
                        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                        out.writeShort(answer.length);
                        out.write(answer);
                        out.flush();
                    }
                }
            }
        } catch (IOException closed) {
            endUnlessClosed(tcp.isClosed(), closed);
        }
    }

    private static void endUnlessClosed(boolean closed, IOException e) {
        if (!closed) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
