package io.postern.collector.receiving;

import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.spooling.Spool;
import io.postern.events.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/// Listens for syslog and puts what comes into the spool: RFC 3164 and RFC 5424, over UDP, TCP and TLS.
///
/// One event loop of its own does it all, so a slow disk holds up nobody but the senders. When the spool takes
/// nothing more, TCP is not read (the sender keeps the rest), and a datagram is dropped and counted.
public final class SyslogConsumer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SyslogConsumer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Of the kernel's buffer, and of what is read in one go: no datagram is longer.
    private static final int UDP_BUFFER = 1 << 20;

    private final SyslogSettings settings;
    private final Spool spool;
    private final SyslogLines lines;
    private final Vertx vertx;

    /// Not one of Vert.x' own: those are interrupted at the end, which would close the file under the spool.
    private final ScheduledExecutorService syncing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("postern-spool-sync").factory());

    private final List<Integer> ports = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private int connections;

    private SyslogConsumer(SyslogSettings settings, ParserSettings parsing, Spool spool) {
        this.settings = settings;
        this.spool = spool;
        this.lines = new SyslogLines(parsing, settings.maxLine());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /// @throws IllegalStateException when a port is taken or a certificate cannot be read; the message names the
    ///     key
    public static SyslogConsumer listen(SyslogSettings settings, ParserSettings parsing, Spool spool) {
        SyslogConsumer consumer = new SyslogConsumer(settings, parsing, spool);
        try {
            consumer.listen();
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void listen() {
        if (settings.udp() != null) {
            DatagramSocketOptions options = new DatagramSocketOptions().setReceiveBufferSize(UDP_BUFFER);
            var socket = vertx.createDatagramSocket(options).handler(this::received);
            ports.add(await(
                            settings.udp(),
                            socket.listen(settings.udp().port(), settings.udp().host()))
                    .localAddress()
                    .port());
        }
        if (settings.tcp() != null) {
            listen(settings.tcp(), new NetServerOptions());
        }
        if (settings.tls() != null) {
            listen(settings.tls(), encrypted());
        }
        if (!settings.sync().isZero()) {
            long pause = settings.sync().toNanos();
            var unused = syncing.scheduleWithFixedDelay(this::sync, pause, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void listen(ListenAddress address, NetServerOptions options) {
        options.setIdleTimeout(Math.toIntExact(settings.idle().toSeconds())).setIdleTimeoutUnit(TimeUnit.SECONDS);
        var server = vertx.createNetServer(options)
                .connectHandler(this::connected)
                .exceptionHandler(e -> LOG.debugf("A connection failed: %s", e.getMessage()));
        ports.add(await(address, server.listen(address.port(), address.host())).actualPort());
    }

    private NetServerOptions encrypted() {
        SyslogSettings.Tls tls = settings.certificates();
        NetServerOptions options = new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(readable("certificate", tls.certificate()))
                        .setKeyPath(readable("key", tls.key())));
        if (tls.clientCa() != null) {
            options.setClientAuth(ClientAuth.REQUIRED)
                    .setTrustOptions(new PemTrustOptions().addCertPath(readable("client-ca", tls.clientCa())));
        }
        return options;
    }

    private static String readable(String key, Path file) {
        if (file == null || !Files.isReadable(file)) {
            throw new IllegalStateException("postern.collector.syslog." + key
                    + (file == null ? ": needed for postern.collector.syslog.tls" : ": cannot be read: " + file));
        }
        return file.toString();
    }

    private static <T> T await(ListenAddress address, Future<T> listening) {
        try {
            return listening.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(address.key() + ": " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(address.key() + ": does not begin to listen", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(address.key() + ": interrupted", e);
        }
    }

    private void received(DatagramPacket packet) {
        String peer = peer(packet.sender());
        if (!isAllowed(peer)) {
            refuse(peer);
            return;
        }
        byte[] message = packet.data().getBytes();
        boolean cut = message.length > settings.maxLine();
        byte[] line = lines.line(message, cut, peer, null);
        if (line != null && spool.append(List.of(line)) == 0) {
            spool.drop(1);
        }
        syncNow();
    }

    private void connected(NetSocket socket) {
        String peer = peer(socket.remoteAddress());
        if (!isAllowed(peer) || connections >= settings.connections()) {
            refuse(peer);
            socket.close();
            return;
        }
        HostNames names = namesOf(socket);
        connections++;
        new TcpConsumer(vertx, socket, spool, this::syncNow, () -> connections--)
                .open(settings.maxLine(), (message, cut) -> lines.line(message, cut, peer, names));
    }

    private void syncNow() {
        if (settings.sync().isZero()) {
            sync();
        }
    }

    private void sync() {
        try {
            spool.sync();
        } catch (IOException e) {
            LOG.warnf("The spool cannot be written to disk: %s", e.getMessage());
        }
    }

    /// Null without client certificates.
    private HostNames namesOf(NetSocket socket) {
        if (!socket.isSsl() || settings.certificates().clientCa() == null) {
            return null;
        }
        try {
            return socket.sslSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? HostNames.of(certificate)
                    : new HostNames(List.of());
        } catch (SSLPeerUnverifiedException e) {
            return new HostNames(List.of());
        }
    }

    private boolean isAllowed(String peer) {
        Address address = Address.orNull(peer);
        return address != null && settings.from().stream().anyMatch(network -> network.contains(address));
    }

    private void refuse(String peer) {
        if (refused.getAndIncrement() == 0) {
            LOG.warnf(
                    "Refused: not in postern.collector.syslog.from, or too many connections; first peer=%s, more are"
                            + " counted",
                    peer);
        }
    }

    /// Connections and datagrams of whom may not send.
    public long refused() {
        return refused.get();
    }

    /// In the order UDP, TCP, TLS, of those that are listened on.
    public List<Integer> ports() {
        return List.copyOf(ports);
    }

    @Override
    public void close() {
        syncing.shutdown();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("Does not stop listening: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String peer(SocketAddress address) {
        String host = address == null || address.hostAddress() == null ? "" : address.hostAddress();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }
}
