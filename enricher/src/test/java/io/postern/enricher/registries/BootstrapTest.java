package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postern.events.Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    private static final String V4 = """
            {"version":"1.0","publication":"2026-01-01T00:00:00Z","services":[
              [["203.0.0.0/8","198.0.0.0/8"],["https://rdap.example.net/"]],
              [["203.0.113.0/24"],["http://rdap.example.org/","https://rdap.example.org/"]]]}""";
    private static final String V6 = """
            {"version":"1.0","services":[[["2001:db8::/32"],["https://six.example.net/rdap/"]]]}""";

    @Test
    void theLongestPrefixNamesTheServerAndTlsIsPreferred() throws RegistryException {
        Bootstrap bootstrap = read(V4, V6);

        assertThat(bootstrap.serverFor(Address.of("203.0.113.7"))).contains(URI.create("https://rdap.example.org/"));
        assertThat(bootstrap.serverFor(Address.of("203.0.114.7"))).contains(URI.create("https://rdap.example.net/"));
        assertThat(bootstrap.serverFor(Address.of("2001:db8::7")))
                .contains(URI.create("https://six.example.net/rdap/"));
        assertThat(bootstrap.serverFor(Address.of("192.0.2.1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"services\":[[[\"203.0.0.0/8\"],[]]]}",
                "{\"services\":[[[\"nonsense\"],[\"https://rdap.example.net/\"]]]}",
                "{\"services\":[[[\"203.0.0.0/8\"],[\"ht tp://\"]]]}",
                "<html>",
            })
    void whatIsNoBootstrapFileIsRefused(String file) {
        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> read(file));
    }

    private static Bootstrap read(String... files) throws RegistryException {
        return Bootstrap.read(Arrays.stream(files)
                .map(file -> file.getBytes(StandardCharsets.UTF_8))
                .toList());
    }
}
