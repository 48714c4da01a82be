package io.postern.collector.parsing;

/// A time stamp as it is written; [Calendar] says which moment it is.
///
/// @param year 0 when the stamp does not tell it
/// @param zoned whether `offsetSeconds` is in the stamp; otherwise the configured zone applies
/// @param isEpoch whether the stamp is a number of seconds since the epoch or a TAI64N label; the fields before mean
///     nothing then, but for the nanoseconds
/// @param hostless whether its form is of a program that writes no host behind it: multilog, OpenWrt's logread
/// @param isServers whether only a server's own log file has stamps of this form: neither host nor program follows
record Stamp(
        int year,
        int month,
        int day,
        int hour,
        int minute,
        int second,
        int nanos,
        boolean zoned,
        int offsetSeconds,
        boolean isEpoch,
        long epochSecond,
        boolean hostless,
        boolean isServers) {}
