package io.postern.collector.enforcing.netlink;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The five functions of the C library that a netlink socket takes. Each throws {@link NetlinkException} with errno
/// where C would answer -1.
final class NativeCalls {

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private final MethodHandle socket;
    private final MethodHandle setsockopt;
    private final MethodHandle send;
    private final MethodHandle recv;
    private final MethodHandle close;
    private final MemorySegment state;

    private NativeCalls(Arena arena) {
        socket = function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        setsockopt = function(
                "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        send = function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        recv = function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        state = arena.allocate(STATE);
    }

    /// @param arena holds what the calls need as long as they are made
    /// @throws NetlinkException where the JVM may not call the C library, or it is not Linux's
    static NativeCalls linked(Arena arena) throws NetlinkException {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            throw NetlinkException.ofAnswer("netlink is Linux's");
        }
        try {
            return new NativeCalls(arena);
        } catch (IllegalCallerException | UnsupportedOperationException | UnsatisfiedLinkError e) {
            throw NetlinkException.ofAnswer(
                    "the C library cannot be called (" + e.getMessage() + "); java needs --enable-native-access");
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
        return linker.downcallHandle(address, shape, Linker.Option.captureCallState("errno"));
    }

    int socket(int family, int type, int protocol) throws NetlinkException {
        return (int) checked("socket", (int) unwrapped(() -> (int) socket.invokeExact(state, family, type, protocol)));
    }

    void setsockopt(int descriptor, int level, int option, MemorySegment value) throws NetlinkException {
        checked("setsockopt", unwrapped(() ->
                (int) setsockopt.invokeExact(state, descriptor, level, option, value, (int) value.byteSize())));
    }

    long send(int descriptor, MemorySegment bytes) throws NetlinkException {
        return checked("send", unwrapped(() -> (long) send.invokeExact(state, descriptor, bytes, bytes.byteSize(), 0)));
    }

    long recv(int descriptor, MemorySegment into, int flags) throws NetlinkException {
        return checked(
                "recv", unwrapped(() -> (long) recv.invokeExact(state, descriptor, into, into.byteSize(), flags)));
    }

    void close(int descriptor) throws NetlinkException {
        checked("close", unwrapped(() -> (int) close.invokeExact(state, descriptor)));
    }

    private long checked(String name, long answer) throws NetlinkException {
        if (answer < 0) {
            throw NetlinkException.ofCall(name, (int) ERRNO.get(state, 0L));
        }
        return answer;
    }

    @FunctionalInterface
    private interface Call {
        long make() throws Throwable;
    }

    /// A method handle declares Throwable; what is called through these throws nothing.
    private static long unwrapped(Call call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
