package io.postern.collector.enforcing.nftables;

import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table `inet postern` of this host, by one way or the other. A table that is not there reads as an empty one.
interface Table extends AutoCloseable {

    /// Never a generation: the kernel leaves it out.
    int UNKNOWN = 0;

    /// All or nothing.
    ///
    /// @return how many transactions it took
    int transact(List<Command> commands) throws IOException;

    /// How many transactions this host's nf_tables has had, whoever made them; {@link #UNKNOWN} when that cannot be
    /// told. A 32-bit number that begins anew when it is full. What ends by itself is none.
    int generation() throws IOException;

    /// Whose names are those of sets of bans.
    Set<BanSet> sets() throws IOException;

    /// The comments of the chain's rules, in their order.
    List<String> rules() throws IOException;

    /// Adds what a set holds, and the time left of each.
    void read(BanSet set, Map<Network, Duration> into) throws IOException;

    @Override
    void close();
}
