package io.postern.collector.following;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// Those calls of Linux that [Inotify] needs. Each answers as in section 2 of the manual: -1 when it fails.
final class LibC {

    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000; // on every processor that the JDK knows

    private final MethodHandle inotifyInit;
    private final MethodHandle addWatch;
    private final MethodHandle eventfd;
    private final MethodHandle poll;
    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle close;

    private LibC(Linker linker) {
        inotifyInit = handle(linker, "inotify_init1", JAVA_INT, JAVA_INT);
        addWatch = handle(linker, "inotify_add_watch", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
        eventfd = handle(linker, "eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
        poll = handle(linker, "poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        read = handle(linker, "read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        write = handle(linker, "write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        close = handle(linker, "close", JAVA_INT, JAVA_INT);
    }

    /// Null where there is no inotify.
    static LibC orNull() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find("inotify_init1").isPresent() ? new LibC(linker) : null;
    }

    private static MethodHandle handle(Linker linker, String name, MemoryLayout result, MemoryLayout... arguments) {
        SymbolLookup symbols = linker.defaultLookup();
        return linker.downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    int inotify() {
        try {
            return (int) inotifyInit.invokeExact(NONBLOCK_CLOEXEC);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    int addWatch(int watching, String path, int mask) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) addWatch.invokeExact(watching, arena.allocateFrom(path), mask);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    int eventfd() {
        try {
            return (int) eventfd.invokeExact(0, NONBLOCK_CLOEXEC);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    int poll(MemorySegment descriptors, int count, int milliseconds) {
        try {
            return (int) poll.invokeExact(descriptors, (long) count, milliseconds);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    int read(int descriptor, MemorySegment buffer, int length) {
        try {
            return (int) (long) read.invokeExact(descriptor, buffer, (long) length);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    void write(int descriptor, MemorySegment bytes, int length) {
        try {
            long unused = (long) write.invokeExact(descriptor, bytes, (long) length);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    void close(int descriptor) {
        try {
            int unused = (int) close.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
