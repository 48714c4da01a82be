package io.postern.collector.enforcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentSocketTest {

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void set() {
        path = directory.resolve("run/agent.sock");
    }

    @Test
    void onlyItsOwnerMayAsk() throws IOException {
        try (AgentSocket socket = open()) {
            assertThat(socket).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                    .startsWith("rwx")
                    .endsWith("---");
            assertThat(path.getParent().toFile().list()).containsExactly("agent.sock");
        }
        assertThat(path).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"command\":\"list\"} | {\"command\":\"list\",\"most\":200}",
                "{\"command\":\"list\",\"limit\":7,\"colour\":1} | {\"command\":\"list\",\"most\":7}",
                "{\"command\":\"list\",\"limit\":-1} | {\"error\":\"limit: 1 to 1000000, was -1\"}",
                "nonsense | not a request",
                "[] | not a request"
            })
    void answersARequestOrSaysWhatIsWrongWithIt(String request, String answer) throws IOException {
        try (AgentSocket socket = open()) {
            assertThat(socket).isNotNull();
            assertThat(ask(request + "\n")).contains(answer);
        }
    }

    @Test
    void aRequestThatHasNoEndIsRefusedAndOthersAreAnswered() throws IOException {
        try (AgentSocket socket = open()) {
            assertThat(socket).isNotNull();
            assertThat(ask("x".repeat(4096))).contains("one line of at most 4096 bytes");
            assertThat(ask("{\"command\":\"list\"}\n")).contains("200");
        }
    }

    @Test
    void takesThePlaceOfASocketThatNobodyAnswers() throws IOException {
        Files.createDirectories(path.getParent());
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(path));
        dead.close();
        assertThat(path).exists();

        try (AgentSocket socket = open()) {
            assertThat(socket).isNotNull();
            assertThat(ask("{\"command\":\"list\"}\n")).contains("200");
        }
    }

    @Test
    void leavesTheSocketOfALivingProcessAlone() throws IOException {
        try (AgentSocket first = open()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process answers");
            assertThat(ask("{\"command\":\"list\"}\n")).contains("200");
        }
    }

    @Test
    void refusesADirectoryInWhichOthersCouldTakeItsPlace() throws IOException {
        Files.createDirectories(path.getParent());
        Files.setPosixFilePermissions(path.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("others may write there (rwxrwxrwx)");
    }

    private AgentSocket open() throws IOException {
        return AgentSocket.open(path, request -> Map.of("command", request.command(), "most", request.most()));
    }

    private String ask(String request) throws IOException {
        try (SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            agent.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            String answer = new String(Channels.newInputStream(agent).readAllBytes(), StandardCharsets.UTF_8);
            return answer.startsWith("{\"most\"")
                    ? answer.replaceFirst("\\{(\"most\":\\d+),(.*)}", "{$2,$1}") // maps have no order
                    : answer;
        }
    }
}
