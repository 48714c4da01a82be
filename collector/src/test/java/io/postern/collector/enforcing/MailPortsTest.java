package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailPortsTest {

    @Test
    void servicesAreTheirPorts() {
        assertThat(MailPorts.of(List.of("imap", " submission", "993", "2525")))
                .containsExactly(143, 465, 587, 993, 2525);
        assertThat(MailPorts.of(List.of("all"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "-1", "imaps", "IMAP", "143-145", "imap,all", "all,imap"})
    void whatIsNeitherIsRefused(String names) {
        List<String> given = List.of(names.split(","));

        assertThatThrownBy(() -> MailPorts.of(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither a port nor one of [imap, pop3, sieve, smtp, submission, web]");
    }
}
