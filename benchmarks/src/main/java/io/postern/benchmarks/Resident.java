package io.postern.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Memory and time of a process, from /proc; 0 when it has ended.
final class Resident {

    private static final double TICKS_PER_SECOND = 100;

    private Resident() {}

    /// Kilobytes, the most so far.
    static long peak(long pid) {
        return kilobytes(pid, "status", "VmHWM:");
    }

    /// Kilobytes at present; shared pages count in full.
    static long now(long pid) {
        return kilobytes(pid, "smaps_rollup", "Rss:");
    }

    /// Kilobytes at present; shared pages count in part.
    static long proportional(long pid) {
        return kilobytes(pid, "smaps_rollup", "Pss:");
    }

    /// Seconds of processor time so far.
    static double processor(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
        return fields.length < 13 ? 0 : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static long kilobytes(long pid, String file, String field) {
        return read(pid, file)
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
