/// Bans in nftables: the table `inet postern`, written by netlink or by the program nft, which may be exchanged at any
/// time. Begin at {@link io.postern.collector.enforcing.nftables.NftablesEnforcer}.
package io.postern.collector.enforcing.nftables;
