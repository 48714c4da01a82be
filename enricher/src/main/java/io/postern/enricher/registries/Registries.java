package io.postern.enricher.registries;

import io.postern.events.Address;
import io.postern.events.ClientProfile.Registration;
import io.postern.events.ClientProfile.Registration.Status;
import io.postern.events.Network;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// Asks for one address: the registry that RDAP's bootstrap names, WHOIS where RDAP gives no answer, and who announces
/// the address. Blocks; for virtual threads.
public final class Registries implements AutoCloseable {

    /// @param rdap the server for addresses that the bootstrap files do not know; ends in a slash
    /// @param whois where WHOIS referrals begin; empty to do without WHOIS
    /// @param announcements the server that tells who announces an address (Team Cymru's form); empty for none
    /// @param patience how long a question may wait for its turn at a server
    public record Servers(
            URI rdap,
            Optional<InetSocketAddress> whois,
            Optional<InetSocketAddress> announcements,
            Duration patience) {}

    private static final Logger LOG = Logger.getLogger(Registries.class);
    private static final int MOST_REFERRALS = 4;

    private record Found(RegisteredNetwork network, String source) {}

    private final Servers servers;
    private final Bounds bounds;
    private final BootstrapFiles bootstrap;
    private final ServerGuard guard;
    private final RdapClient rdap;
    private final WhoisClient whois;
    private final Clock clock;

    public Registries(Servers servers, Bounds bounds, BootstrapFiles bootstrap, ServerGuard guard, Clock clock) {
        this.servers = servers;
        this.bounds = bounds;
        this.bootstrap = bootstrap;
        this.guard = guard;
        this.rdap = new RdapClient(bounds);
        this.whois = new WhoisClient(bounds);
        this.clock = clock;
    }

    /// What they say, whatever it is; never fails but by interruption.
    ///
    /// @return the registration and the network of whose addresses it is true
    Answer ask(Address client) throws InterruptedException {
        Announcement announced = announcement(client);
        try {
            Found found = find(client);
            return answer(found, announced);
        } catch (RegistryException e) {
            LOG.debugf("No registration: client=%s why=%s", client, e.getMessage());
            return new Answer(none(e.status(), announced), Network.of(client), e.retryAfter());
        }
    }

    /// @param retryAfter when a server asked for patience; else null
    record Answer(Registration registration, Network network, Duration retryAfter) {}

    private Answer answer(Found found, Announcement announced) {
        RegisteredNetwork network = found.network();
        boolean smaller = announced != null
                && announced.prefix().prefix() > network.network().prefix();
        Registration registration = new Registration(
                Status.OK,
                network.network(),
                network.name(),
                network.country(),
                network.entities(),
                announced == null ? null : announced.asn(),
                announced == null ? null : announced.country(),
                announced == null ? null : announced.description(),
                found.source(),
                clock.instant());
        return new Answer(registration, smaller ? announced.prefix() : network.network(), null);
    }

    private static Registration none(Status status, Announcement announced) {
        return announced == null
                ? Registration.none(status)
                : new Registration(
                        status,
                        null,
                        null,
                        null,
                        java.util.List.of(),
                        announced.asn(),
                        announced.country(),
                        announced.description(),
                        null,
                        null);
    }

    private Found find(Address client) throws RegistryException, InterruptedException {
        URI server = bootstrap.serverFor(client).orElse(servers.rdap());
        try {
            RdapClient.Answer answer = guarded(server.getAuthority(), () -> rdap.ask(server, client));
            return new Found(RdapAnswer.read(answer.body(), client), answer.server());
        } catch (RegistryException e) {
            if (e.status() == Status.NOT_FOUND || servers.whois().isEmpty()) {
                throw e;
            }
            return whois(client, servers.whois().get(), e);
        }
    }

    /// Follows referrals and keeps the smallest network on the way; whoever is referred to twice ends it.
    private Found whois(Address client, InetSocketAddress first, RegistryException rdapFailure)
            throws RegistryException, InterruptedException {
        Set<String> asked = new HashSet<>();
        Found best = null;
        RegistryException failure = rdapFailure;
        InetSocketAddress server = first;
        while (server != null && asked.size() < MOST_REFERRALS && asked.add(server.toString())) {
            InetSocketAddress now = server;
            server = null;
            try {
                byte[] text = guarded(name(now), () -> whois.ask(now, question(now, client)));
                WhoisAnswer answer = WhoisAnswer.read(text, client);
                if (answer.network() != null) {
                    best = new Found(answer.network(), now.getHostString());
                }
                server = next(answer.referral());
            } catch (RegistryException e) {
                failure = e;
            }
        }
        if (best == null) { // nobody has said that there is none
            throw failure;
        }
        return best;
    }

    /// Whoever answers must not send us anywhere: a public server that is called as WHOIS servers are, or, in a
    /// laboratory, any.
    private InetSocketAddress next(InetSocketAddress referral) throws RegistryException {
        if (referral == null || bounds.mayAskPrivate()) {
            return referral;
        }
        if (!referral.getHostString().startsWith("whois.")) {
            return null;
        }
        Hosts.checkPublic(referral.getHostString());
        return referral;
    }

    /// ARIN needs to be told that a network is meant, and answers with all of its networks then.
    private static String question(InetSocketAddress server, Address client) {
        return server.getHostString().equals("whois.arin.net") ? "n + " + client : client.toString();
    }

    private Announcement announcement(Address client) throws InterruptedException {
        if (servers.announcements().isEmpty()) {
            return null;
        }
        InetSocketAddress server = servers.announcements().get();
        try {
            return Announcement.read(guarded(name(server), () -> whois.ask(server, " -v " + client)), client);
        } catch (RegistryException e) {
            LOG.debugf("No announcement: client=%s why=%s", client, e.getMessage());
            return null;
        }
    }

    private static String name(InetSocketAddress server) {
        return server.getHostString() + ":" + server.getPort();
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask() throws RegistryException, InterruptedException;
    }

    /// Waits for the server's turn, for a while.
    private <T> T guarded(String server, Question<T> question) throws RegistryException, InterruptedException {
        awaitTurn(server);
        try {
            T answer = question.ask();
            guard.answered(server);
            return answer;
        } catch (RegistryException e) {
            guard.failed(server, e);
            throw e;
        }
    }

    private void awaitTurn(String server) throws RegistryException, InterruptedException {
        long patience = servers.patience().toMillis();
        while (true) {
            try {
                guard.ask(server);
                return;
            } catch (RegistryException e) {
                long wait = Math.max(1, e.retryAfter().toMillis());
                if (wait > patience) {
                    throw e;
                }
                patience -= wait;
                Thread.sleep(wait);
            }
        }
    }

    @Override
    public void close() {
        rdap.close();
        bootstrap.close();
    }
}
