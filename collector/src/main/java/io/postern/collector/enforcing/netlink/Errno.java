package io.postern.collector.enforcing.netlink;

import java.util.Map;

/// What Linux's error numbers are called (asm-generic/errno.h): those that a firewall answers with.
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    static final int EAGAIN = 11;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(EPERM, "EPERM, not permitted: CAP_NET_ADMIN is needed"),
            Map.entry(ENOENT, "ENOENT, no such thing"),
            Map.entry(4, "EINTR, interrupted"),
            Map.entry(EAGAIN, "EAGAIN, nothing there"),
            Map.entry(12, "ENOMEM, out of memory"),
            Map.entry(13, "EACCES, not permitted"),
            Map.entry(16, "EBUSY, in use"),
            Map.entry(17, "EEXIST, there already, and different"),
            Map.entry(22, "EINVAL, not understood"),
            Map.entry(23, "ENFILE, no more of them"),
            Map.entry(24, "EMFILE, too many open files"),
            Map.entry(28, "ENOSPC, no space left"),
            Map.entry(34, "ERANGE, out of range"),
            Map.entry(90, "EMSGSIZE, message too long"),
            Map.entry(93, "EPROTONOSUPPORT, the kernel has no such protocol"),
            Map.entry(95, "EOPNOTSUPP, not supported by the kernel"),
            Map.entry(97, "EAFNOSUPPORT, the kernel has no netlink"),
            Map.entry(105, "ENOBUFS, no buffer space left"));

    private Errno() {}

    static String text(int errno) {
        return TEXTS.getOrDefault(errno, "error " + errno);
    }
}
