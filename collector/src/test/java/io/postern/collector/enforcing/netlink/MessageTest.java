package io.postern.collector.enforcing.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final int HEADER = 16;

    @Test
    void elementsThatTheKernelToldAreRead() throws Exception {
        Message message =
                Message.in(Captured.messages("elements-from-kernel.hex")).getFirst();

        List<Attribute> elements = Attribute.find(
                        3, Attribute.in(message.payload().position(4)))
                .orElseThrow()
                .nested();
        assertThat(elements).hasSize(2);
        List<Attribute> first = elements.getFirst().nested();
        List<Attribute> key = Attribute.find(1, first).orElseThrow().nested();
        assertThat(Attribute.find(1, key).orElseThrow().bytes()).containsExactly(192, 0, 2, 7);
        assertThat(Attribute.find(4, first).orElseThrow().number()).isEqualTo(600_000);
        assertThat(Attribute.find(5, first).orElseThrow().number()).isBetween(1L, 600_000L);
    }

    @Test
    void aRefusalThatTheKernelToldIsRead() throws Exception {
        Message message =
                Message.in(Captured.messages("refusal-from-kernel.hex")).getFirst();

        assertThat(message.isAnswer()).isTrue();
        assertThat(message.refusal().errno()).isEqualTo(Errno.ENOENT);
        assertThat(message.refusal().sequence()).isEqualTo(1);
        assertThat(message.refusal()).hasMessage("ENOENT, no such thing");
    }

    @Test
    void whatTheKernelSaysInWordsIsPartOfTheRefusal() throws Exception {
        byte[] words = "chain is in use\0".getBytes(StandardCharsets.US_ASCII);
        int length = HEADER + 4 + HEADER + 4 + words.length;
        ByteBuffer answer = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        answer.putInt(length)
                .putShort((short) 2)
                .putShort((short) 0x300)
                .putInt(7)
                .putInt(0);
        answer.putInt(-16);
        answer.putInt(400).putShort((short) 0xa05).putShort((short) 1).putInt(7).putInt(0); // capped: only its header
        answer.putShort((short) (4 + words.length)).putShort((short) 1).put(words);

        assertThat(Message.in(answer.flip()).getFirst().refusal()).hasMessage("EBUSY, in use (chain is in use)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, -1, Integer.MAX_VALUE})
    void aMessageOfAnImpossibleLengthIsRefused(int length) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER).order(ByteOrder.nativeOrder()).putInt(0, length);

        assertThatThrownBy(() -> Message.in(bytes)).isInstanceOf(NetlinkException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9, 0xffff})
    void anAttributeOfAnImpossibleLengthIsRefused(int length) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putShort(0, (short) length);

        assertThatThrownBy(() -> Attribute.in(bytes)).isInstanceOf(NetlinkException.class);
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        byte[] written = new MessageWriter()
                .message(
                        0xa0c,
                        1,
                        5,
                        1,
                        0,
                        m -> m.text(1, "postern")
                                .nest(3, list -> list.bytes(1, (byte) 7).number(2, 9L)))
                .message(0xa0e, 4, 6, 1, 0, m -> {})
                .toBytes();

        List<Message> read = Message.in(ByteBuffer.wrap(written));

        assertThat(read).extracting(Message::type).containsExactly(0xa0c, 0xa0e);
        assertThat(read).extracting(Message::flags).containsExactly(1, 4);
        assertThat(read).extracting(Message::sequence).containsExactly(5, 6);
        List<Attribute> attributes = Attribute.in(read.getFirst().payload().position(4));
        assertThat(attributes.getFirst().text()).isEqualTo("postern");
        List<Attribute> nested = attributes.getLast().nested();
        assertThat(nested.getFirst().bytes()).containsExactly(7);
        assertThat(nested.getLast().number()).isEqualTo(9);
    }

    @Test
    void anAttributeThatIsTooLongIsNotWritten() {
        MessageWriter writer = new MessageWriter();

        assertThatThrownBy(() -> writer.bytes(1, new byte[65_536]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("an attribute of 65540 bytes");
    }
}
