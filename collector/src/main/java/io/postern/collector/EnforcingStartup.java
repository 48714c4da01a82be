package io.postern.collector;

import io.micrometer.core.instrument.MeterRegistry;
import io.postern.collector.enforcing.ClusterClock;
import io.postern.collector.enforcing.DryRun;
import io.postern.collector.enforcing.Enforcer;
import io.postern.collector.enforcing.EnforcerKind;
import io.postern.collector.enforcing.Established;
import io.postern.collector.enforcing.Exemptions;
import io.postern.collector.enforcing.HostAgent;
import io.postern.collector.enforcing.MailPorts;
import io.postern.collector.enforcing.Reports;
import io.postern.collector.enforcing.Traffic;
import io.postern.collector.enforcing.command.CommandEnforcer;
import io.postern.collector.enforcing.command.CommandRun;
import io.postern.collector.enforcing.command.Template;
import io.postern.collector.enforcing.files.HostsDeny;
import io.postern.collector.enforcing.files.PostfixMap;
import io.postern.collector.enforcing.ipfw.IpfwEnforcer;
import io.postern.collector.enforcing.ipset.IpsetEnforcer;
import io.postern.collector.enforcing.nftables.NftablesEnforcer;
import io.postern.collector.enforcing.pf.PfEnforcer;
import io.postern.collector.reporting.LocalAddresses;
import io.postern.collector.shipping.Broker;
import io.postern.collector.shipping.EventProducer;
import io.postern.events.SpecialPurpose;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Makes of the settings what keeps banned clients out on this host; nothing at all unless they say so.
final class EnforcingStartup {

    private static final Logger LOG = Logger.getLogger(EnforcingStartup.class);
    private static final String KEY = "postern.collector.enforce.";

    private final EnforceConfig config;
    private final ClusterClock clock;

    private EnforcingStartup(EnforceConfig config, ClusterClock clock) {
        this.config = config;
        this.clock = clock;
    }

    static boolean isWanted(EnforceConfig config) {
        return !kinds(config).isEmpty();
    }

    private static List<EnforcerKind> kinds(EnforceConfig config) {
        return config.with().orElse(List.of()).stream().distinct().toList();
    }

    /// @param host as reported
    /// @param state the collector's directory
    /// @throws IllegalArgumentException naming the key that is wrong
    static Optional<HostAgent> start(
            EnforceConfig config,
            String host,
            Path state,
            Broker broker,
            EventProducer producer,
            Reports reports,
            MeterRegistry registry,
            Clock wall)
            throws IOException {
        if (!isWanted(config)) {
            return Optional.empty();
        }
        ClusterClock clock = new ClusterClock(wall, System::nanoTime);
        List<Enforcer> enforcers = new EnforcingStartup(config, clock).enforcers();
        EnforcingMetrics metrics = new EnforcingMetrics(registry);
        Consumer<io.postern.events.EnforcementEvent> events = reports.andThen(metrics);
        HostAgent agent = new HostAgent(
                new HostAgent.Settings(
                        host,
                        config.dryRun(),
                        config.atStop(),
                        config.checkInterval(),
                        config.maxBans().orElse(mostBans(Runtime.getRuntime().maxMemory())),
                        config.socket(),
                        state.resolve("unlocked.json")),
                new HostAgent.Surroundings(broker::banReader, LocalAddresses::all, events, clock, System::nanoTime),
                new Exemptions(
                        config.allow().orElse(List.of()),
                        SpecialPurpose.except(config.treatAsPublic().orElse(List.of()))),
                enforcers);
        metrics.watch(agent, reports);
        producer.tellTime(agent::confirmed);
        LOG.infof("Bans are enforced: with=%s dry-run=%s", kinds(config), config.dryRun());
        agent.start();
        return Optional.of(agent);
    }

    /// A ban takes 400 bytes while it is in force, and nearly as much again for the moment in which it is compared with
    /// the host.
    private static int mostBans(long heap) {
        return Math.clamp(heap / 1024, 1, Integer.MAX_VALUE);
    }

    /// All settings are checked, in a dry run too.
    private List<Enforcer> enforcers() {
        return kinds(config).stream()
                .map(kind -> {
                    Enforcer enforcer = enforcer(kind);
                    return config.dryRun() ? new DryRun(enforcer.name()) : enforcer;
                })
                .toList();
    }

    private Enforcer enforcer(EnforcerKind kind) {
        return switch (kind) {
            case NFTABLES -> new NftablesEnforcer(traffic());
            case IPSET -> new IpsetEnforcer(traffic());
            case PF -> new PfEnforcer(config.established() == Established.KEEP);
            case IPFW -> new IpfwEnforcer();
            case POSTFIX -> postfix(config.postfix());
            case HOSTS_DENY ->
                new HostsDeny(config.hostsDeny().file(), config.hostsDeny().daemons(), clock::now);
            case COMMAND -> command(config.command());
        };
    }

    private Traffic traffic() {
        try {
            return new Traffic(MailPorts.of(config.ports()), config.established() == Established.KEEP);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY + "ports: " + e.getMessage(), e);
        }
    }

    private PostfixMap postfix(EnforceConfig.Postfix given) {
        CommandRun run =
                new CommandRun(given.reloadInterval().plus(config.command().timeout()));
        PostfixMap.Reload reload = given.reload()
                .map(words -> Template.of(KEY + "postfix.reload", words, false))
                .<PostfixMap.Reload>map(command -> () -> run.run(command.words()))
                .orElse(null);
        return new PostfixMap(
                new PostfixMap.Settings(given.map(), given.action(), reload, given.reloadInterval()),
                clock::now,
                System::nanoTime);
    }

    private CommandEnforcer command(EnforceConfig.Command given) {
        return new CommandEnforcer(
                new CommandEnforcer.Commands(
                        needed("ban", given.ban()),
                        needed("lift", given.lift()),
                        whole("list", given.list()),
                        whole("flush", given.flush())),
                new CommandRun(given.timeout()),
                clock::now);
    }

    private static Template needed(String name, Optional<List<String>> words) {
        String key = KEY + "command." + name;
        return Template.of(
                key, words.orElseThrow(() -> new IllegalArgumentException(key + ": needed for `command`")), true);
    }

    private static Template whole(String name, Optional<List<String>> words) {
        return words.map(given -> Template.of(KEY + "command." + name, given, false))
                .orElse(null);
    }
}
