package io.postern.enricher.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Forward;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What a DNS server that people run answers, Unbound as Debian has it. Where it is not installed there is nothing to
/// try.
class DebianDnsServerTest {

    private static final Path UNBOUND = Path.of("/usr/sbin/unbound");

    private static final String ZONES = """
            server:
              interface: 127.0.0.1
              port: %d
              do-daemonize: no
              username: ""
              chroot: ""
              directory: "%s"
              pidfile: ""
              use-syslog: no
              num-threads: 1
              local-zone: "113.0.203.in-addr.arpa." static
              local-data: "113.0.203.in-addr.arpa. 3600 IN SOA ns.example.org. admin.example.org. 1 2 3 4 300"
              local-data: "7.113.0.203.in-addr.arpa. 3600 IN PTR mail.example.org."
              local-data: "8.113.0.203.in-addr.arpa. 3600 IN PTR forged.example.org."
              local-data: "9.113.0.203.in-addr.arpa. 3600 IN PTR nowhere.example.org."
              local-data: "10.113.0.203.in-addr.arpa. 3600 IN TXT nothing"
              local-zone: "8.b.d.0.1.0.0.2.ip6.arpa." static
              local-data: "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 60 IN PTR six.example.org."
              local-zone: "100.51.198.in-addr.arpa." refuse
              local-zone: "example.org." static
              local-data: "mail.example.org. 60 IN A 198.51.100.1"
              local-data: "mail.example.org. 60 IN A 203.0.113.7"
              local-data: "forged.example.org. 60 IN A 198.51.100.9"
              local-data: "six.example.org. 60 IN AAAA 2001:db8::7"
            remote-control:
              control-enable: no
            """;

    private static final Map<String, ReverseName> EXPECTED = Map.of(
            "203.0.113.7", new ReverseName(Status.OK, "mail.example.org", Forward.CONFIRMED),
            "203.0.113.8", new ReverseName(Status.OK, "forged.example.org", Forward.MISMATCH),
            "203.0.113.9", new ReverseName(Status.OK, "nowhere.example.org", Forward.NO_ADDRESS),
            "203.0.113.10", ReverseName.none(Status.NO_PTR),
            "203.0.113.11", ReverseName.none(Status.NXDOMAIN),
            "198.51.100.7", ReverseName.none(Status.REFUSED),
            "2001:db8::7", new ReverseName(Status.OK, "six.example.org", Forward.CONFIRMED));

    @TempDir
    private Path directory;

    private Process unbound;
    private DnsClient dns;

    @AfterEach
    void stop() throws InterruptedException {
        if (dns != null) {
            dns.close();
        }
        if (unbound != null) {
            unbound.destroy();
            assertThat(unbound.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerOfItIsAStatus() throws IOException {
        if (!Files.isExecutable(UNBOUND)) {
            return Stream.empty();
        }
        int port = freePort();
        Path configuration = Files.writeString(directory.resolve("unbound.conf"), ZONES.formatted(port, directory));
        unbound = new ProcessBuilder(UNBOUND.toString(), "-d", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("unbound.log").toFile())
                .start();
        dns = new DnsClient(Duration.ofSeconds(3));
        ConfirmedNames names = new ConfirmedNames(List.of(new InetSocketAddress("127.0.0.1", port)), 5, true, dns);
        return EXPECTED.entrySet().stream()
                .map(entry -> dynamicTest(
                        entry.getKey(),
                        () -> assertThat(names.resolve(Address.of(entry.getKey()))
                                        .toCompletableFuture()
                                        .join()
                                        .name())
                                .isEqualTo(entry.getValue())));
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
