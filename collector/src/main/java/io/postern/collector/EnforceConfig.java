package io.postern.collector;

import io.postern.collector.enforcing.AtStop;
import io.postern.collector.enforcing.EnforcerKind;
import io.postern.collector.enforcing.Established;
import io.postern.events.Network;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The bans in force on this host; nobody is kept out unless it is said how.
@ConfigMapping(prefix = "postern.collector.enforce")
interface EnforceConfig {

    /// What keeps banned clients out here: any of nftables, ipset, pf, ipfw, postfix, hosts-deny, command; nothing
    /// unless named, and then this host only reports.
    Optional<List<EnforcerKind>> with();

    /// Whether nothing is touched: what would be done is logged and reported as a dry run.
    @WithDefault("false")
    boolean dryRun();

    /// What becomes of bans in force when the collector stops: LEAVE them or FLUSH them.
    @WithDefault("LEAVE")
    AtStop atStop();

    /// Networks that this host never keeps out, whatever the cluster decides; a ban that contains one of them is
    /// refused and reported.
    Optional<List<Network>> allow();

    /// Special-purpose ranges (private, documentation …) that may be kept out all the same: for tests and
    /// demonstrations.
    Optional<List<Network>> treatAsPublic();

    /// What a firewall's ban takes from a client: `all`, or services (smtp, submission, imap, pop3, sieve, web) and
    /// TCP ports.
    @WithDefault("all")
    List<String> ports();

    /// What becomes of the connections that a client has when a firewall's ban begins: CUT them or KEEP them.
    @WithDefault("CUT")
    Established established();

    /// The socket over which `postern unlock` speaks to the collector on this host; its directory must belong to
    /// root or to the collector, and to nobody else.
    @WithDefault("/run/postern/agent.sock")
    Path socket();

    /// How often it is looked whether somebody flushed or changed the host's rules.
    @WithDefault("PT5S")
    Duration checkInterval();

    /// Bans held at most; others are left out, which is reported, until there is room again. Unless set, one for each
    /// kilobyte that the Java heap may grow to: 65,536 in the package.
    OptionalInt maxBans();

    Postfix postfix();

    HostsDeny hostsDeny();

    Command command();

    /// A map of Postfix for `check_client_access cidr:FILE`.
    interface Postfix {

        /// The map; written anew at each change, in its directory.
        @WithDefault("/var/lib/postern/postern.cidr")
        Path map();

        /// What Postfix answers to a banned client: an action as in access(5).
        @WithDefault("REJECT Access denied, too many failed logins")
        String action();

        /// A command to run after a change (`/usr/sbin/postfix,reload`), at most once in `reload-interval`; without
        /// it only smtpd processes that start later see the change.
        Optional<List<String>> reload();

        /// How long to wait between two runs of `reload`.
        @WithDefault("PT10S")
        Duration reloadInterval();
    }

    /// TCP wrappers (`hosts_access(5)`).
    interface HostsDeny {

        /// The file, of which only a marked block is the collector's.
        @WithDefault("/etc/hosts.deny")
        Path file();

        /// To which daemons it applies, as hosts_access(5) has them.
        @WithDefault("ALL")
        String daemons();
    }

    /// Programs of your own. Each is a list: a program and its arguments, in which {network}, {address}, {prefix},
    /// {family} and {seconds} are replaced; no shell sees them.
    interface Command {

        /// Run for each network to keep out, or to keep out for another time than before.
        Optional<List<String>> ban();

        /// Run for each network to let in again.
        Optional<List<String>> lift();

        /// Prints what is in force, a network on each line, optionally with the seconds left; without it the
        /// collector goes by what it remembers of this process.
        Optional<List<String>> list();

        /// Lets everybody in again; without it `lift` is run for each.
        Optional<List<String>> flush();

        /// A run that takes longer is killed and has failed.
        @WithDefault("PT10S")
        Duration timeout();
    }
}
