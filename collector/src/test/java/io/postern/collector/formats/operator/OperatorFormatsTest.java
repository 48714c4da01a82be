package io.postern.collector.formats.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postern.collector.formats.operator.OperatorFormats.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorFormatsTest {

    private static final String GOOD = "format a\nprogram x\nfailed from (?P<client>\\S+)\n";
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private Path file;
    private long now;

    @BeforeEach
    void writesAFile() throws IOException {
        file = directory.resolve("a.formats");
        Files.writeString(file, GOOD);
    }

    @Test
    void takesAChangeWhenItHasSettled() throws Exception {
        OperatorFormats formats = OperatorFormats.open(directory, now);
        Files.writeString(directory.resolve("b.formats"), GOOD.replace("format a", "format b"));

        assertThat(look(formats)).isEqualTo(Change.NONE);
        assertThat(look(formats)).isEqualTo(Change.TAKEN);
        assertThat(formats.current()).hasSize(2);
        assertThat(look(formats)).isEqualTo(Change.NONE);
    }

    @Test
    void keepsTheOldOnesWhileTheNewAreWrong() throws Exception {
        OperatorFormats formats = OperatorFormats.open(file, now);
        var before = formats.current();
        Files.writeString(file, GOOD + "failed from (\n");
        look(formats);

        assertThat(look(formats)).isEqualTo(Change.REFUSED);
        assertThat(formats.current()).isSameAs(before);
        assertThat(formats.refusal()).startsWith(file + ":4:8: missing closing )");

        Files.writeString(file, GOOD);
        look(formats);
        look(formats);
        assertThat(formats.refusal()).isNull();
    }

    @Test
    void keepsThemWhenTheFileGoesAway() throws Exception {
        OperatorFormats formats = OperatorFormats.open(file, now);
        Files.delete(file);
        look(formats);

        assertThat(look(formats)).isEqualTo(Change.REFUSED);
        assertThat(formats.current()).hasSize(1);
    }

    @Test
    void looksAtMostOnceASecond() throws Exception {
        OperatorFormats formats = OperatorFormats.open(file, now);
        Files.writeString(file, GOOD + "\n");

        for (int i = 0; i < 10; i++) {
            now += SECOND / 100;
            assertThat(formats.poll(now)).isEqualTo(Change.NONE);
        }
    }

    @Test
    void refusesToStartWithoutTheFileOrWithAWrongOne() throws IOException {
        assertThatThrownBy(() -> OperatorFormats.open(directory.resolve("none"), now))
                .isInstanceOf(FormatsRefusedException.class)
                .hasMessageContaining("none: cannot be read");
        Files.write(file, new byte[] {(byte) 0xC3, 'x'});
        assertThatThrownBy(() -> OperatorFormats.open(file, now)).hasMessage(file + ": is not UTF-8");
    }

    private Change look(OperatorFormats formats) {
        now += 2 * SECOND;
        return formats.poll(now);
    }
}
