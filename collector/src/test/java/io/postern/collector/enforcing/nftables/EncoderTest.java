package io.postern.collector.enforcing.nftables;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.enforcing.Traffic;
import io.postern.collector.enforcing.netlink.Captured;
import io.postern.collector.enforcing.netlink.MessageWriter;
import io.postern.events.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Beside what the program nft sent to the kernel for the same rules and elements.
class EncoderTest {

    private static final int NEW_RULE = 0xa06;
    private static final int NEW_ELEMENTS = 0xa0c;

    /// An id of a set within the batch, in elements and in a rule's look-up: nft says it besides the name.
    private static final String IDS = "/4=0000.*|/4/1(#\\d)?/2/4=.*";

    /// The operation of a bitwise expression, which is the usual one, and that a look-up is not inverted.
    private static final String DEFAULTS = "/4/1(#\\d)?/2/[65]=00000000";

    @Test
    void rulesSayTheSameAsThoseOfNft() throws Exception {
        var sets = Stream.of("ban4_32", "ban4_22", "ban6_128", "ban6_61")
                .map(name -> BanSet.named(name).orElseThrow())
                .collect(toCollection(LinkedHashSet::new));
        List<Command> rules = new ArrayList<>();
        Rule.all(new Traffic(List.of(25), true), sets).forEach(rule -> rules.add(new Command.AddRule(rule)));

        assertThat(trees(encoded(rules), NEW_RULE))
                .hasSize(7)
                .isEqualTo(trees(Captured.messages("batch-by-nft.hex"), NEW_RULE));
    }

    @Test
    void elementsSayTheSameAsThoseOfNft() throws Exception {
        Map<Network, Duration> singles = new LinkedHashMap<>();
        singles.put(Network.of("192.0.2.7"), Duration.ofSeconds(600));
        singles.put(Network.of("192.0.2.8"), Duration.ofMillis(1500));
        Map<Network, Duration> net = Map.of(Network.of("2001:db8::/61"), Duration.ofDays(1));

        List<Set<String>> ours = trees(
                encoded(List.of(
                        new Command.Put(new BanSet(false, 32), List.copyOf(singles.entrySet())),
                        new Command.Put(new BanSet(true, 61), List.copyOf(net.entrySet())))),
                NEW_ELEMENTS);

        List<Set<String>> ofNft = trees(Captured.messages("batch-by-nft.hex"), NEW_ELEMENTS);
        assertThat(ofNft).hasSize(2);
        // Each is put, taken and put again, so that the new time counts.
        assertThat(ours).containsExactly(ofNft.get(0), ofNft.get(0), ofNft.get(1), ofNft.get(1));
    }

    private static ByteBuffer encoded(List<Command> commands) {
        MessageWriter writer = new MessageWriter();
        Encoder encoder = new Encoder(writer, 1);
        commands.forEach(encoder::encode);
        return ByteBuffer.wrap(writer.toBytes()).order(ByteOrder.nativeOrder());
    }

    /// What the messages of a type say.
    private static List<Set<String>> trees(ByteBuffer messages, int type) {
        List<Set<String>> trees = new ArrayList<>();
        for (int at = 0; at < messages.limit(); at += messages.getInt(at)) {
            if (Short.toUnsignedInt(messages.getShort(at + 4)) == type) {
                trees.add(Captured.tree(messages.slice(at + 20, messages.getInt(at) - 20)).stream()
                        .filter(leaf -> !leaf.matches(IDS) && !leaf.matches(DEFAULTS))
                        .map(leaf -> leaf.replaceFirst("^/3/1#", "/3/")) // nft numbers elements by their types
                        .collect(toCollection(TreeSet::new)));
            }
        }
        return trees;
    }
}
