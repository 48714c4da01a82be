package io.postern.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.postern.cli.lookup.DirectLookup;
import io.postern.cli.lookup.LookupText;
import io.postern.events.Address;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Who is behind an address.
@Command(
        name = "lookup",
        mixinStandardHelpOptions = true,
        description = {
            "Says who is behind an address: reverse name, place, network, registration, each with its status.",
            "Asks the running Postern; with --direct, or any option of it, looks things up by itself."
        },
        footer = {
            "",
            "Examples:",
            "  postern lookup 203.0.113.7",
            "  postern lookup --direct --database /var/lib/GeoIP/GeoLite2-City.mmdb 203.0.113.7",
            "  postern lookup --ipinfo 203.0.113.7"
        })
final class LookupCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    Connection connection;

    @Mixin
    OutputFormat output;

    @Option(names = "--refresh", description = "Ask anew for what Postern remembers.")
    boolean refresh;

    @Option(names = "--ipinfo", description = "Only the four fields of ipinfo.py, as JSON: ip, country_code, asn, aso.")
    boolean ipinfo;

    @ArgGroup(exclusive = false, heading = "Without a running Postern:%n")
    Direct direct;

    static final class Direct {

        @Option(names = "--direct", required = true, description = "Look things up from here.")
        boolean wanted;

        @Option(
                names = "--database",
                paramLabel = "FILE",
                description = "MaxMind-format file (.mmdb); may be given again. An earlier one is believed first.")
        List<Path> databases = new ArrayList<>();

        @Option(
                names = "--dns",
                paramLabel = "SERVER",
                description = "DNS server as ADDRESS or ADDRESS:PORT. Default: those of /etc/resolv.conf.")
        List<String> dns = new ArrayList<>();

        @Option(names = "--no-dns", description = "Do not ask for the reverse name.")
        boolean noDns;

        @Option(names = "--no-registries", description = "Do not ask the registries (RDAP, WHOIS).")
        boolean noRegistries;
    }

    @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "IPv4 or IPv6 addresses.")
    List<String> addresses;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Address> wanted = addresses.stream().map(this::address).toList();
        List<JsonNode> answers = direct == null ? asked(wanted) : lookedUp(wanted);
        PrintWriter out = spec.commandLine().getOut();
        if (ipinfo) {
            answers.forEach(answer -> out.println(LookupText.ipinfo(answer)));
            return Exit.DONE;
        }
        switch (output.shape) {
            case TABLE -> answers.forEach(answer -> LookupText.print(answer, out));
            case JSON ->
                out.println(
                        answers.size() == 1
                                ? answers.getFirst().toPrettyString()
                                : PosternApi.JSON.valueToTree(answers).toPrettyString());
            case NDJSON -> answers.forEach(out::println);
        }
        return Exit.DONE;
    }

    private Address address(String text) {
        Address address = Address.orNull(text);
        if (address == null) {
            throw new ParameterException(spec.commandLine(), text + ": not an IP address");
        }
        return address;
    }

    private List<JsonNode> asked(List<Address> wanted) {
        PosternApi api = connection.open(io.postern.standalone.Service.ENRICHER);
        return wanted.stream()
                .map(address -> api.json("/api/v1/lookup/" + address + "?refresh=" + refresh))
                .toList();
    }

    private List<JsonNode> lookedUp(List<Address> wanted) throws IOException, InterruptedException {
        DirectLookup.Settings settings =
                new DirectLookup.Settings(direct.databases, direct.dns, !direct.noDns, !direct.noRegistries);
        try (DirectLookup lookup = DirectLookup.open(settings, Postern.CLOCK)) {
            List<JsonNode> answers = new ArrayList<>();
            for (Address address : wanted) {
                answers.add(lookup.of(address));
            }
            return answers;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
