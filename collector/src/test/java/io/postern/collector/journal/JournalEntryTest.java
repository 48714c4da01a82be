package io.postern.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntryTest {

    private static final String TRUSTED = "\"__CURSOR\":\"s=1;i=2\",\"__REALTIME_TIMESTAMP\":\"1795170873000000\","
            + "\"_HOSTNAME\":\"mx1\",\"_PID\":\"812\",\"SYSLOG_FACILITY\":\"2\",\"PRIORITY\":\"6\"";

    static List<Arguments> makesALineOfAnEntry() {
        String usual = ",\"SYSLOG_IDENTIFIER\":\"dovecot\",\"MESSAGE\":";
        return List.of(
                argumentSet("text", usual + "\"hi\"", "<22>1 2026-11-20T10:34:33Z mx1 dovecot 812 - - hi"),
                argumentSet(
                        "the time of the sending, where it is known",
                        ",\"_SOURCE_REALTIME_TIMESTAMP\":\"1795170872797361\"" + usual + "\"hi\"",
                        "<22>1 2026-11-20T10:34:32.797361Z mx1 dovecot 812 - - hi"),
                argumentSet(
                        "bytes that are no text",
                        usual + "[98,121,255]",
                        "<22>1 2026-11-20T10:34:33Z mx1 dovecot 812 - - by\u00ff"),
                argumentSet(
                        "several messages",
                        usual + "[\"one\",\"two\"]",
                        "<22>1 2026-11-20T10:34:33Z mx1 dovecot 812 - - one"),
                argumentSet(
                        "several, the first of bytes",
                        usual + "[[104,105],\"two\"]",
                        "<22>1 2026-11-20T10:34:33Z mx1 dovecot 812 - - hi"),
                argumentSet(
                        "a line feed inside",
                        usual + "\"a\\n<22>1 forged\"",
                        "<22>1 2026-11-20T10:34:33Z mx1 dovecot 812 - - a <22>1 forged"),
                argumentSet(
                        "a program's name with blanks and a line feed",
                        ",\"SYSLOG_IDENTIFIER\":\"do ve\\ncot\",\"MESSAGE\":\"hi\"",
                        "<22>1 2026-11-20T10:34:33Z mx1 do_ve_cot 812 - - hi"),
                argumentSet(
                        "no identifier: the command",
                        ",\"_COMM\":\"imap-login\",\"MESSAGE\":\"hi\"",
                        "<22>1 2026-11-20T10:34:33Z mx1 imap-login 812 - - hi"));
    }

    @ParameterizedTest
    @MethodSource
    void makesALineOfAnEntry(String more, String expected) throws IOException {
        JournalEntry entry = read("{" + TRUSTED + more + "}");

        assertThat(new String(entry.line(), StandardCharsets.ISO_8859_1)).isEqualTo(expected);
        assertThat(entry.cursor()).isEqualTo("s=1;i=2");
    }

    @Test
    void anEntryWithoutAMessageIsNoLineButHasItsPlace() throws IOException {
        assertThat(read("{" + TRUSTED + "}").line()).isNull();
        assertThat(read("{" + TRUSTED + ",\"MESSAGE\":null}"))
                .satisfies(entry -> assertThat(entry.line()).isNull())
                .satisfies(entry -> assertThat(entry.cursor()).isEqualTo("s=1;i=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"__CURSOR\":{}}", "{\"__CURSOR\":\"x\",\"MESSAGE\":[1,", "hello"})
    void whatIsNoEntryIsSaidToBeNone(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }

    private static JournalEntry read(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return JournalEntry.read(bytes, bytes.length);
    }
}
