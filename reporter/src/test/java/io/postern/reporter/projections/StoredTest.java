package io.postern.reporter.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredTest {

    @Test
    void aNulIsReplaced() {
        assertThat(Stored.text("a\0b")).isEqualTo("a?b");
        assertThat(Stored.text(null)).isNull();
    }

    @Test
    void aShortKeyStaysAsItIs() {
        assertThat(Stored.key("host/inode@42")).isEqualTo("host/inode@42");
    }

    @Test
    void aLongKeyFitsAnIndexAndIsToldApart() {
        String one = Stored.key("𝄞".repeat(1000) + "1");
        String other = Stored.key("𝄞".repeat(1000) + "2");

        assertThat(one).isNotEqualTo(other);
        assertThat(one.getBytes(StandardCharsets.UTF_8).length).isLessThan(2700);
    }
}
