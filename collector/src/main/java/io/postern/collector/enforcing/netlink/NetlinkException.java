package io.postern.collector.enforcing.netlink;

import java.io.IOException;

/// The kernel refused, or its answer could not be had.
public final class NetlinkException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;
    private final int sequence;

    private NetlinkException(String message, int errno, int sequence) {
        super(message);
        this.errno = errno;
        this.sequence = sequence;
    }

    /// @param call the system call that failed
    static NetlinkException ofCall(String call, int errno) {
        return new NetlinkException(call + ": " + Errno.text(errno), errno, 0);
    }

    /// @param sequence of the message that was refused
    /// @param detail what the kernel said about it in words; empty when it said nothing
    static NetlinkException ofRefusal(int errno, int sequence, String detail) {
        return new NetlinkException(Errno.text(errno) + (detail.isEmpty() ? "" : " (" + detail + ")"), errno, sequence);
    }

    /// The kernel's answer was not what the protocol says.
    static NetlinkException ofAnswer(String what) {
        return new NetlinkException(what, 0, 0);
    }

    /// Linux's number, as in {@link Errno}; 0 when it was no error number that failed.
    public int errno() {
        return errno;
    }

    /// Of the refused message; 0 when it was none.
    public int sequence() {
        return sequence;
    }
}
