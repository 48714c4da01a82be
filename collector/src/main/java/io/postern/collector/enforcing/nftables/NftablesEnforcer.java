package io.postern.collector.enforcing.nftables;

import static java.util.stream.Collectors.groupingBy;

import io.postern.collector.enforcing.Changes;
import io.postern.collector.enforcing.EnforcementException;
import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.Traffic;
import io.postern.collector.enforcing.netlink.NetlinkException;
import io.postern.collector.enforcing.programs.Program;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Linux's packet filter since 3.13; what is dropped is dropped before the host's other rules see it, and before
/// Docker's translation of addresses.
///
/// All is in the table `inet postern`: the chain `incoming` at the hook prerouting, and one set of bans for each family
/// and prefix length that was ever needed, whose elements end by themselves, with or without this program.
public final class NftablesEnforcer implements Enforcer {

    /// Before the host's rules at priority raw (-300), and before connections are tracked, which costs time.
    private static final int FIRST = -310;

    /// After connections are tracked (-200), else none is known to be established, and before addresses are
    /// translated (-100).
    private static final int AFTER_TRACKING = -190;

    /// Made at once; others when the first ban needs them.
    private static final Set<BanSet> USUAL = Set.of(new BanSet(false, 32), new BanSet(true, 128));

    /// Elements that the kernel surely tells in one message.
    private static final int IN_ONE_PIECE = 100;

    private final Traffic traffic;
    private final Opening opening;
    /// Whose rules are in the chain, in the order of the rules.
    private final SequencedSet<BanSet> made = new LinkedHashSet<>();

    private Table table;

    /// When what is in force was read, or by our own hand since; {@link Table#UNKNOWN} before.
    private int generation = Table.UNKNOWN;

    @FunctionalInterface
    interface Opening {
        Table open() throws IOException;
    }

    /// @param opening called when it is first needed, by the thread that needs it
    NftablesEnforcer(Traffic traffic, Opening opening) {
        this.traffic = traffic;
        this.opening = opening;
    }

    /// By netlink, and by the program nft where that cannot be.
    public NftablesEnforcer(Traffic traffic) {
        this(traffic, NftablesEnforcer::open);
    }

    private static Table open() throws IOException {
        try {
            return KernelTable.open();
        } catch (NetlinkException e) {
            try {
                return new ProgramTable(Program.named("nft"));
            } catch (IOException alsoFailed) {
                throw new IOException(e.getMessage() + "; and " + alsoFailed.getMessage(), e);
            }
        }
    }

    @Override
    public String name() {
        return "nftables";
    }

    @Override
    public void prepare() throws EnforcementException {
        tried("cannot prepare", () -> {
            if (made.isEmpty() || !table().rules().equals(comments())) {
                build();
            }
            return null;
        });
    }

    private List<String> comments() {
        return Rule.all(traffic, made).stream().map(Rule::comment).toList();
    }

    /// Makes the chain anew at once, so that it is as configured now, whoever made it before and whatever became of it.
    private void build() throws IOException {
        SortedSet<BanSet> sets = new TreeSet<>(table().sets());
        sets.addAll(USUAL);
        sets.addAll(made);
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.MakeTable());
        commands.add(new Command.NewChain(traffic.keepEstablished() ? AFTER_TRACKING : FIRST));
        if (!traffic.ports().isEmpty()) {
            commands.add(new Command.SetPorts(traffic.ports()));
        }
        sets.forEach(set -> commands.add(new Command.MakeSet(set)));
        Rule.all(traffic, sets).forEach(rule -> commands.add(new Command.AddRule(rule)));
        transact(commands);
        made.clear();
        made.addAll(sets);
    }

    /// Whether there was any transaction but ours, on whatever table, since what is in force was read.
    @Override
    public boolean mayBeDisturbed() throws EnforcementException {
        return tried(
                "cannot ask for the generation",
                () -> generation == Table.UNKNOWN || table().generation() != generation);
    }

    /// So that the messages of a transaction take few megabytes of a small heap.
    @Override
    public int mostAtOnce() {
        return 10_000;
    }

    /// Only what a rule of the chain drops: a set without its rule stops nobody.
    @Override
    public Map<Network, Duration> inForce() throws EnforcementException {
        return tried("cannot read what is in force", () -> {
            generation = table().generation(); // before it is read: what changes meanwhile is seen the next time
            Map<Network, Duration> inForce = new HashMap<>();
            for (String comment : table().rules()) {
                var set = BanSet.named(comment);
                if (set.isPresent()) {
                    readWhole(set.get(), inForce);
                }
            }
            return inForce;
        });
    }

    /// While a set grows the kernel moves it about, and who reads it in more than one piece then may miss some.
    private void readWhole(BanSet set, Map<Network, Duration> into) throws IOException {
        int before = into.size();
        table().read(set, into);
        int read = into.size() - before;
        for (int more = read; more > 0 && read > IN_ONE_PIECE; ) {
            int known = into.size();
            table().read(set, into);
            more = into.size() - known;
        }
    }

    @Override
    public void apply(Changes changes) throws EnforcementException {
        var bans = changes.ban().entrySet().stream().collect(groupingBy(ban -> BanSet.of(ban.getKey())));
        var lifts = changes.lift().stream()
                .filter(network -> made.contains(BanSet.of(network)))
                .collect(groupingBy(BanSet::of));
        Set<BanSet> lacking = bans.keySet().stream()
                .filter(set -> !made.contains(set))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Command> commands = new ArrayList<>();
        for (BanSet set : lacking) {
            commands.add(new Command.MakeSet(set));
            commands.add(new Command.AddRule(new Rule.Drop(set)));
        }
        bans.forEach((set, some) -> Command.put(set, some).forEach(commands::add));
        lifts.forEach((set, some) -> Command.take(set, some).forEach(commands::add));
        tried(
                "cannot apply " + changes.ban().size() + " bans and "
                        + changes.lift().size() + " lifts",
                () -> {
                    transact(commands);
                    made.addAll(lacking);
                    return null;
                });
    }

    @Override
    public void remove() throws EnforcementException {
        tried("cannot remove the table inet " + Command.TABLE, () -> {
            transact(List.of(new Command.DropTable()));
            made.clear();
            return null;
        });
    }

    private void transact(List<Command> commands) throws IOException {
        boolean undisturbed = generation != Table.UNKNOWN && table().generation() == generation;
        int transactions = table().transact(commands);
        int after = table().generation();
        if (undisturbed && after - generation <= transactions) { // one that changes nothing is not counted
            generation = after;
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T make() throws IOException;
    }

    private <T> T tried(String failure, Attempt<T> attempt) throws EnforcementException {
        try {
            return attempt.make();
        } catch (IOException e) {
            throw new EnforcementException("nftables: " + failure + ": " + e.getMessage(), e);
        }
    }

    private Table table() throws IOException {
        if (table == null) {
            table = opening.open();
        }
        return table;
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
            table = null;
        }
    }
}
