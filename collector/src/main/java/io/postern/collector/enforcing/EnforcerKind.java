package io.postern.collector.enforcing;

import java.util.Locale;

/// What can keep clients out on a host.
public enum EnforcerKind {
    NFTABLES,
    IPSET,
    PF,
    IPFW,
    POSTFIX,
    HOSTS_DENY,
    COMMAND;

    /// As configured and reported: `hosts-deny`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
