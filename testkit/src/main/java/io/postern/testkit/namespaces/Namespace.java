package io.postern.testkit.namespaces;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A network namespace of its own, with its own firewall, for as long as it is open. One thread lives in it: what runs
/// there, its sockets and the programs it starts see that network and no other. To make one takes the right to: root's,
/// or that of `unshare --map-root-user`.
public final class Namespace implements AutoCloseable {

    private static final int CLONE_NEWNET = 0x40000000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final int id;

    public Namespace() throws Exception {
        id = in(() -> {
            if (call("unshare", CLONE_NEWNET) != 0) {
                throw new IOException(
                        "no network namespace can be made: run the tests as root or below `unshare --map-root-user`");
            }
            return call("gettid");
        });
        run("ip", "link", "set", "lo", "up");
    }

    private static int call(String function, Integer... argument) throws IOException {
        FunctionDescriptor shape = argument.length == 0
                ? FunctionDescriptor.of(ValueLayout.JAVA_INT)
                : FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        Linker linker = Linker.nativeLinker();
        try {
            return (int)
                    linker.downcallHandle(linker.defaultLookup().find(function).orElseThrow(), shape)
                            .invokeWithArguments((Object[]) argument);
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Joins the two with a cable: the device `cable` in each.
    ///
    /// @param here addresses of this end with their prefix lengths
    /// @param there addresses of the other end
    public void connect(List<String> here, Namespace other, List<String> there) throws Exception {
        run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", String.valueOf(other.id));
        give(here);
        other.give(there);
        run("ip", "link", "set", "cable", "up");
        other.run("ip", "link", "set", "cable", "up");
    }

    private void give(List<String> addresses) throws Exception {
        // An IPv6 address may be used at once so.
        in(() -> Files.writeString(Path.of("/proc/sys/net/ipv6/conf/cable/accept_dad"), "0"));
        for (String address : addresses) {
            run("ip", "address", "add", address, "dev", "cable");
        }
    }

    /// Does something in the namespace.
    public <T> T in(Callable<T> what) throws Exception {
        try {
            return thread.submit(what).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Runs a program in the namespace.
    ///
    /// @return what it printed
    /// @throws IOException with what it printed when it ended badly
    public String run(String... command) throws Exception {
        return feed("", command);
    }

    /// @param input the program's standard input; short
    public String feed(String input, String... command) throws Exception {
        return in(() -> started(input, command));
    }

    /// The same, for who is in the namespace already.
    public static String here(String... command) throws Exception {
        return started("", command);
    }

    private static String started(String input, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
