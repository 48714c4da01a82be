package io.postern.backends;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command of a child JVM: this JVM's own `java`, with the flags of a small, quickly started process.
public final class JavaProgram {
    private static final List<String> SMALL = List.of(
            "-Xms16m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:TrimNativeHeapInterval=10000", // what a start took of malloc goes back: 5 MiB of a collector
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+ExitOnOutOfMemoryError");

    private JavaProgram() {}

    /// @param archive where the JVM keeps its loaded classes from one start to the next; it makes and renews the file
    ///     itself when it ends, which takes a second or two the first time
    public static List<String> command(int heapMegabytes, Optional<Path> archive, List<String> flagsAndMain) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.add("-Xmx" + heapMegabytes + "m");
        archive.ifPresent(file -> command.addAll(List.of(
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off,cds+dynamic=off")));
        command.addAll(flagsAndMain);
        return command;
    }
}
