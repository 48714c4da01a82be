package io.postern.enricher.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameServersTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53, 53",
        "192.0.2.53:5353, 192.0.2.53, 5353",
        "2001:db8::53, 2001:db8::53, 53",
        "[2001:db8::53]:5353, 2001:db8::53, 5353"
    })
    void addressesAndPortsAreRead(String text, String address, int port) {
        assertThat(NameServers.parse(text)).isEqualTo(new InetSocketAddress(address, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dns.example.org", "192.0.2.53:0", "192.0.2.53:65536", "[192.0.2.53", "192.0.2.53:dns"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> NameServers.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resolvConfIsReadInItsOrder(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("resolv.conf"), """
                # nameserver 192.0.2.1
                search example.org
                nameserver 192.0.2.53
                  nameserver	2001:db8::53%eth0
                nameserver not-an-address
                options timeout:1
                """);

        assertThat(NameServers.of(file))
                .containsExactly(new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 53));
    }

    @Test
    void withoutResolvConfThisHostIsAsked(@TempDir Path directory) {
        assertThat(NameServers.of(directory.resolve("absent"))).containsExactly(new InetSocketAddress("127.0.0.1", 53));
    }
}
