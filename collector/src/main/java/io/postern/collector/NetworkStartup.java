package io.postern.collector;

import io.postern.collector.following.Place;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.receiving.DovecotEvents;
import io.postern.collector.receiving.ListenAddress;
import io.postern.collector.receiving.Secret;
import io.postern.collector.receiving.StandardInput;
import io.postern.collector.receiving.SyslogConsumer;
import io.postern.collector.receiving.SyslogSettings;
import io.postern.collector.shipping.LineShipping;
import io.postern.collector.spooling.Spool;
import io.postern.collector.spooling.SpoolSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Opens the spools of what is sent to the collector, and begins to listen.
final class NetworkStartup implements AutoCloseable {

    private static final String SYSLOG = "syslog";
    private static final String STDIN = "stdin";
    private static final String DOVECOT = "dovecot-events";

    /// So many of the longest lines must have room.
    private static final int LEAST_LINES = 32;

    private final CollectorConfig config;
    private final CollectorMetrics metrics;
    private final Map<String, Place> saved;
    private final Function<String, LineShipping> shipping;
    private final List<FollowedLog> sources = new ArrayList<>();
    private final Secret secret;
    private SyslogConsumer syslog;
    private DovecotEvents dovecotEvents;

    NetworkStartup(
            CollectorConfig config,
            CollectorMetrics metrics,
            Map<String, Place> saved,
            Function<String, LineShipping> shipping) {
        this.config = config;
        this.metrics = metrics;
        this.saved = saved;
        this.shipping = shipping;
        this.secret = new Secret(config.dovecotEvents().secret());
    }

    /// @throws IllegalStateException or IllegalArgumentException for what must be set otherwise, with its key
    void start(ParserSettings parsing) throws IOException {
        if (isListening(config.syslog())) {
            Spool spool = open(SYSLOG);
            syslog = SyslogConsumer.listen(settings(config.syslog()), parsing, spool);
            metrics.watchRefused(syslog::refused);
        }
        if (FilesStartup.readsStandardInput(config)) {
            StandardInput.read(System.in, open(STDIN), maxLine());
        }
        if (config.dovecotEvents().enabled()) {
            dovecotEvents = new DovecotEvents(open(DOVECOT), maxLine());
        }
    }

    static boolean isWanted(CollectorConfig config) {
        return isListening(config.syslog())
                || config.dovecotEvents().enabled()
                || FilesStartup.readsStandardInput(config);
    }

    private static boolean isListening(CollectorConfig.Syslog syslog) {
        return syslog.udp().isPresent()
                || syslog.tcp().isPresent()
                || syslog.tls().isPresent();
    }

    /// What an earlier process left is shipped even when nothing is listened on any more.
    private Spool open(String name) throws IOException {
        long most = config.spool().maxSize().asLongValue();
        if (most < (long) LEAST_LINES * maxLine()) {
            throw new IllegalArgumentException("postern.collector.spool.max-size: at least %d times max-line, was %d"
                    .formatted(LEAST_LINES, most));
        }
        Spool spool = Spool.open(config.stateDirectory().resolve("spool").resolve(name), most);
        LineShipping ships = shipping.apply(name);
        SpoolSource source = new SpoolSource(
                name, spool, saved.getOrDefault(name, Place.NONE).files(), ships, maxLine());
        sources.add(new FollowedLog(source, ships));
        metrics.watch(name, spool);
        return spool;
    }

    private SyslogSettings settings(CollectorConfig.Syslog given) {
        return new SyslogSettings(
                address("udp", given.udp()),
                address("tcp", given.tcp()),
                address("tls", given.tls()),
                new SyslogSettings.Tls(
                        given.certificate().orElse(null),
                        given.key().orElse(null),
                        given.clientCa().orElse(null)),
                given.from(),
                given.maxConnections(),
                given.idleTimeout(),
                config.spool().syncInterval(),
                maxLine());
    }

    private static ListenAddress address(String key, Optional<String> given) {
        return given.map(text -> ListenAddress.of("postern.collector.syslog." + key, text))
                .orElse(null);
    }

    private int maxLine() {
        return Math.toIntExact(config.maxLine().asLongValue());
    }

    List<FollowedLog> sources() {
        return sources;
    }

    Optional<DovecotEvents> dovecotEvents() {
        return Optional.ofNullable(dovecotEvents);
    }

    boolean admits(String peer, String apiKey, String authorization) {
        return secret.admits(peer, apiKey, authorization);
    }

    /// In the order UDP, TCP, TLS, of those that are listened on.
    List<Integer> syslogPorts() {
        return syslog == null ? List.of() : syslog.ports();
    }

    /// Nothing more is taken; the spools belong to their sources.
    @Override
    public void close() {
        if (syslog != null) {
            syslog.close();
        }
    }
}
