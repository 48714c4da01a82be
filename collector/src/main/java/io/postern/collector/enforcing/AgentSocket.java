package io.postern.collector.enforcing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Where `postern unlock` asks: a socket that only its owner and root can open. One line of JSON comes, one document of
/// JSON goes.
final class AgentSocket implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AgentSocket.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST = 4096;
    private static final int MOST_AT_ONCE = 8;
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path path;
    private final ServerSocketChannel server;
    private final Function<AgentRequest, Object> answers;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    private AgentSocket(Path path, ServerSocketChannel server, Function<AgentRequest, Object> answers) {
        this.path = path;
        this.server = server;
        this.answers = answers;
    }

    /// @param answers on any thread; what it returns is written as JSON, an {@link IllegalArgumentException} as error
    /// @throws IOException also when the directory is not safe, or another process answers there
    static AgentSocket open(Path path, Function<AgentRequest, Object> answers) throws IOException {
        Path directory = path.toAbsolutePath().resolve("..").normalize();
        if (Files.notExists(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(directory + ": others may write there (" + PosixFilePermissions.toString(permissions)
                    + "), and could take the socket's place");
        }
        if (isAnswered(path)) {
            throw new IOException(path + ": another process answers there");
        }
        AgentSocket socket = new AgentSocket(path, bind(path, directory), answers);
        Thread.ofPlatform().daemon().name("postern-agent-socket").start(socket::serve);
        return socket;
    }

    /// In a directory of its own first: between its creation and its permissions nobody else can open it.
    private static ServerSocketChannel bind(Path path, Path directory) throws IOException {
        Path apart = Files.createTempDirectory(directory, ".agent");
        Path fresh = apart.resolve("sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(fresh));
            Files.setPosixFilePermissions(fresh, OURS);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            return server;
        } catch (IOException e) {
            server.close();
            Files.deleteIfExists(fresh);
            throw e;
        } finally {
            Files.delete(apart);
        }
    }

    private static boolean isAnswered(Path path) throws IOException {
        if (Files.notExists(path)) {
            return false;
        }
        try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return other.isConnected();
        } catch (IOException nobody) {
            return false; // what an earlier process left, replaced when the new one takes its place
        }
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel caller = server.accept();
                if (!room.tryAcquire()) {
                    caller.close();
                    continue;
                }
                Executor later = CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                later.execute(() -> close(caller)); // which ends what it waits for
                Thread.ofVirtual().name("postern-agent-answer").start(() -> answer(caller));
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.warnf("The agent's socket: %s", e);
                }
            }
        }
    }

    private void answer(SocketChannel caller) {
        try (caller) {
            ByteBuffer document = ByteBuffer.wrap(JSON.writeValueAsBytes(answerTo(caller)));
            while (document.hasRemaining()) {
                caller.write(document);
            }
        } catch (IOException e) {
            LOG.debugf("A caller went away: %s", e);
        } finally {
            room.release();
        }
    }

    private Object answerTo(SocketChannel caller) throws IOException {
        try {
            return answers.apply(JSON.readValue(line(caller), AgentRequest.class));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return Map.of("error", "not a request: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return Map.of("error", String.valueOf(e.getMessage()));
        }
    }

    private static byte[] line(SocketChannel caller) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        while (bytes.hasRemaining() && caller.read(bytes) >= 0) {
            if (bytes.position() > 0 && bytes.get(bytes.position() - 1) == '\n') {
                byte[] line = new byte[bytes.position()];
                bytes.flip().get(line);
                return line;
            }
        }
        throw new IllegalArgumentException("a request is one line of at most " + LONGEST + " bytes");
    }

    private static void close(SocketChannel caller) {
        try {
            caller.close();
        } catch (IOException e) {
            LOG.debugf("A caller: %s", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warnf("The agent's socket could not be removed: %s", e);
        }
    }
}
