package io.postern.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommentedYamlTest {

    private static final String FILE = """
            # about it
            kafka:
              bootstrap:
                # HOST:PORT
                #servers: kafka1.example.org:9092
            postern:
              collector:
                #files: [/var/log/mail.log]
                zone: UTC # mine
                enforce:
                  #with: [nftables]
            """;

    @Test
    void aCommentedSettingIsTakenIntoUse() {
        assertThat(changed(FILE, "kafka.bootstrap.servers", "a.example.org:1"))
                .isEqualTo(FILE.replace("#servers: kafka1.example.org:9092", "servers: a.example.org:1"));
    }

    @Test
    void allElseStaysAsItWas() {
        assertThat(changed(FILE, "postern.collector.enforce.with", "[ipset]"))
                .isEqualTo(FILE.replace("#with: [nftables]", "with: [ipset]"));
    }

    @Test
    void aValueOfSeveralLinesIsReplacedAsAWhole() {
        String blocks = """
                postern:
                  collector:
                    files:
                      - /var/log/mail.log
                    # and
                      - /var/log/dovecot.log
                    zone: UTC
                """;

        assertThat(changed(blocks, "postern.collector.files", "[/var/log/maillog]"))
                .isEqualTo("""
                postern:
                  collector:
                    files: [/var/log/maillog]
                    zone: UTC
                """);
    }

    @Test
    void itemsBesideTheirKeyAreItsValueToo() {
        assertThat(changed("files:\n- /a\n- /b\nzone: UTC\n", "files", "[/c]")).isEqualTo("files: [/c]\nzone: UTC\n");
    }

    @Test
    void aSettingInUseIsChangedWhereItStandsAndNotWhereItIsCommentedOut() {
        assertThat(changed("#zone: UTC\nzone: CET\n", "zone", "EET")).isEqualTo("#zone: UTC\nzone: EET\n");
    }

    @Test
    void theSameWordElsewhereIsAnotherSetting() {
        assertThat(changed("a:\n  zone: UTC\nb:\n  zone: CET\n", "b.zone", "EET"))
                .isEqualTo("a:\n  zone: UTC\nb:\n  zone: EET\n");
    }

    @Test
    void aSettingThatHasNoPlaceIsAnError() {
        assertThatThrownBy(() -> changed("a:\n  b: 1\n", "c.d", "2"))
                .isInstanceOf(BadAnswersException.class)
                .hasMessageContaining("c.d");
    }

    private static String changed(String file, String key, String value) {
        return CommentedYaml.of(file).with(Map.of(key, value)).text();
    }
}
