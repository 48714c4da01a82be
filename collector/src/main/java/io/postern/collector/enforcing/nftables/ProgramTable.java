package io.postern.collector.enforcing.nftables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.collector.enforcing.programs.Program;
import io.postern.collector.enforcing.programs.ProgramException;
import io.postern.events.Address;
import io.postern.events.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The table by the program nft, where the kernel cannot be asked directly. Each step starts it once; what is left of a
/// ban is known to the second.
final class ProgramTable implements Table {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Program nft;

    ProgramTable(Program nft) {
        this.nft = nft;
    }

    @Override
    public int transact(List<Command> commands) throws IOException {
        if (commands.isEmpty()) {
            return 0;
        }
        nft.run(Script.of(commands), List.of("-f", "-"));
        return 1;
    }

    @Override
    public int generation() {
        return UNKNOWN;
    }

    @Override
    public Set<BanSet> sets() throws IOException {
        Set<BanSet> sets = new TreeSet<>();
        for (JsonNode set : listed("set", "list", "table", "inet", Command.TABLE)) {
            BanSet.named(set.path("name").asText()).ifPresent(sets::add);
        }
        return sets;
    }

    @Override
    public List<String> rules() throws IOException {
        List<String> comments = new ArrayList<>();
        for (JsonNode rule : listed("rule", "list", "chain", "inet", Command.TABLE, Command.CHAIN)) {
            comments.add(rule.path("comment").asText());
        }
        return comments;
    }

    @Override
    public void read(BanSet set, Map<Network, Duration> into) throws IOException {
        for (JsonNode one : listed("set", "list", "set", "inet", Command.TABLE, set.name())) {
            for (JsonNode item : one.path("elem")) {
                JsonNode element = item.path("elem");
                Duration left = element.has("expires")
                        ? Duration.ofSeconds(Math.max(1, element.path("expires").asLong()))
                        : Duration.ZERO;
                set.network(Address.of(element.path("val").asText())).ifPresent(network -> into.put(network, left));
            }
        }
    }

    /// Objects of a kind in nft's answer (libnftables-json(5)); none where the table is not there.
    private List<JsonNode> listed(String kind, String... question) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-j"));
        arguments.addAll(List.of(question));
        try {
            List<JsonNode> found = new ArrayList<>();
            for (JsonNode object : JSON.readTree(nft.run("", arguments)).path("nftables")) {
                if (object.has(kind)) {
                    found.add(object.get(kind));
                }
            }
            return found;
        } catch (ProgramException e) {
            if (e.complaint().contains("No such file or directory")) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        // Nothing is held between two runs.
    }
}
