package io.postern.collector.enforcing.nftables;

import static java.util.stream.Collectors.joining;

import io.postern.events.Address;
import java.util.List;
import java.util.stream.Stream;

/// Commands in the language of the program nft, with the same effect as {@link Encoder}'s messages.
final class Script {

    private static final String TABLE = "inet " + Command.TABLE;
    private static final String CHAIN = TABLE + " " + Command.CHAIN;

    private Script() {}

    static String of(List<Command> commands) {
        return commands.stream().flatMap(Script::lines).collect(joining("\n", "", "\n"));
    }

    private static Stream<String> lines(Command command) {
        return switch (command) {
            case Command.MakeTable() -> Stream.of("add table " + TABLE);
            case Command.DropTable() -> Stream.of("add table " + TABLE, "delete table " + TABLE);
            case Command.NewChain(int priority) ->
                Stream.of(
                        "add chain " + CHAIN,
                        "flush chain " + CHAIN,
                        "delete chain " + CHAIN,
                        "add chain " + CHAIN + " { type filter hook prerouting priority " + priority + "; }");
            case Command.MakeSet(BanSet set) ->
                Stream.of("add set " + named(set) + " { type " + (set.v6() ? "ipv6_addr" : "ipv4_addr")
                        + "; flags timeout; }");
            case Command.SetPorts(List<Integer> ports) -> {
                String set = TABLE + " " + Command.PORTS;
                yield Stream.of(
                        "add set " + set + " { type inet_service; }",
                        "flush set " + set,
                        "add element " + set + " { " + listed(ports.stream()) + " }");
            }
            case Command.AddRule(Rule rule) ->
                Stream.of("add rule " + CHAIN + " " + statement(rule) + " comment \"" + rule.comment() + "\"");
            case Command.Put(BanSet set, var bans) -> {
                String elements = named(set) + " { "
                        + listed(bans.stream()
                                .map(ban -> ban.getKey().base() + " timeout " + Timeout.text(ban.getValue())))
                        + " }";
                String keys = named(set) + " { "
                        + listed(bans.stream().map(ban -> ban.getKey().base())) + " }";
                yield Stream.of("add element " + elements, "delete element " + keys, "add element " + elements);
            }
            case Command.Take(BanSet set, var networks) -> {
                String keys = named(set) + " { " + listed(networks.stream().map(network -> network.base())) + " }";
                yield Stream.of("add element " + keys, "delete element " + keys);
            }
        };
    }

    private static String statement(Rule rule) {
        return switch (rule) {
            case Rule.KeepEstablished() -> "ct state established,related accept";
            case Rule.OnlyTcp() -> "meta l4proto != tcp accept";
            case Rule.OnlyPorts() -> "tcp dport != @" + Command.PORTS + " accept";
            case Rule.Drop(BanSet set) ->
                (set.v6() ? "ip6" : "ip") + " saddr " + (set.isSingle() ? "" : "& " + mask(set) + " ") + "@"
                        + set.name() + " counter drop";
        };
    }

    private static Address mask(BanSet set) {
        return BanSet.address(set.mask());
    }

    private static String named(BanSet set) {
        return TABLE + " " + set.name();
    }

    private static String listed(Stream<?> items) {
        return items.map(Object::toString).collect(joining(", "));
    }
}
