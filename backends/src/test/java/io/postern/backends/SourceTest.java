package io.postern.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceTest {
    private final String before = System.getProperty("postern.backends");

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("postern.backends");
        } else {
            System.setProperty("postern.backends", before);
        }
    }

    @Test
    void theSwitchChooses() {
        System.setProperty("postern.backends", "embedded");
        assertThat(Source.bySwitch(BackEnd.KAFKA)).isEqualTo(new Source.Embedded(0));

        System.setProperty("postern.backends", "containers");
        assertThat(Source.bySwitch(BackEnd.KAFKA)).isEqualTo(new Source.Container());
    }

    @Test
    void aMistypedSwitchIsNotIgnored() {
        System.setProperty("postern.backends", "container");

        assertThatThrownBy(() -> Source.bySwitch(BackEnd.KAFKA)).hasMessageContaining("auto, embedded or containers");
    }
}
