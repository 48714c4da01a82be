package io.postern.collector.receiving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyslogFramingTest {

    private static final int MOST = 100;

    private final List<String> messages = new ArrayList<>();
    private final List<Boolean> cut = new ArrayList<>();
    private final SyslogFraming framing = new SyslogFraming(MOST, (message, wasCut) -> {
        messages.add(new String(message, StandardCharsets.UTF_8));
        cut.add(wasCut);
    });

    static List<Arguments> findsTheMessagesHoweverTheBytesCome() {
        return List.of(
                argumentSet("lines", "<22>one\n<22>two\n", List.of("<22>one", "<22>two")),
                argumentSet("counted", "7 <22>one7 <22>two", List.of("<22>one", "<22>two")),
                argumentSet("counted, with a line feed inside", "11 <22>one\ntwo", List.of("<22>one\ntwo")),
                argumentSet("counted, a line feed after each", "7 <22>one\n7 <22>two\n", List.of("<22>one", "<22>two")),
                argumentSet("mixed", "7 <22>one<22>two\n7 <22>six", List.of("<22>one", "<22>two", "<22>six")),
                argumentSet(
                        "a line that begins with digits",
                        "2026-11-20T10:34:32Z mx1 dovecot: one\n<22>two\n",
                        List.of("2026-11-20T10:34:32Z mx1 dovecot: one", "<22>two")),
                argumentSet("digits, too many for a length", "1234567890123 x\nb\n", List.of("1234567890123 x", "b")),
                argumentSet("a number that is a whole line", "12345\nb\n", List.of("12345", "b")),
                argumentSet("a NUL after each line", "<22>one\n\0<22>two\n\0", List.of("<22>one", "<22>two")),
                argumentSet("nothing between line feeds", "\n\n\r\n<22>one\n", List.of("<22>one")));
    }

    @ParameterizedTest
    @MethodSource
    void findsTheMessagesHoweverTheBytesCome(String stream, List<String> expected) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        framing.feed(bytes);
        assertThat(messages).isEqualTo(expected);
        assertThat(framing.isInMessage()).isFalse();

        messages.clear();
        for (byte b : bytes) {
            framing.feed(new byte[] {b});
        }
        assertThat(messages).as("byte by byte").isEqualTo(expected);
        assertThat(cut).doesNotContain(true);
    }

    @Test
    void cutsWhatIsTooLongAndFindsTheNextMessage() {
        feed("x".repeat(5000) + "\n" + "3000 " + "y".repeat(3000) + "<22>next\n");

        assertThat(messages).containsExactly("x".repeat(MOST), "y".repeat(MOST), "<22>next");
        assertThat(cut).containsExactly(true, true, false);
    }

    @Test
    void knowsThatAMessageIsNotComplete() {
        feed("<22>half a line");
        assertThat(framing.isInMessage()).isTrue();
        assertThat(messages).isEmpty();

        feed(" and its end\n20 half");
        assertThat(messages).containsExactly("<22>half a line and its end");
        assertThat(framing.isInMessage()).isTrue();
    }

    private void feed(String text) {
        framing.feed(text.getBytes(StandardCharsets.UTF_8));
    }
}
