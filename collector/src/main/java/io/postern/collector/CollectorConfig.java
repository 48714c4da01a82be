package io.postern.collector;

import io.postern.collector.following.Start;
import io.postern.events.Network;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The settings of the collector.
@ConfigMapping(prefix = "postern.collector")
interface CollectorConfig {

    /// The mail logs to follow, as paths or patterns (`/var/log/mail*.log`) separated by commas, or as a list when one
    /// has a comma in it; `-` is standard input.
    Optional<List<Path>> files();

    /// Where the collector remembers how far it has read; one collector may use a directory at a time, and losing
    /// it only means reading the logs again.
    @WithDefault("/var/lib/postern/collector")
    Path stateDirectory();

    /// The name of this host in the heartbeat, and of lines that name no host; the machine's own name unless set.
    Optional<String> host();

    /// The time zone of log lines that name none (`Europe/Berlin`, `UTC`); the machine's own unless set.
    Optional<String> zone();

    /// Where to begin in a file that was never followed before: BEGINNING ships its history too, END only what is
    /// written from now on.
    @WithDefault("BEGINNING")
    Start startAt();

    /// How often the sources are looked at; a file is looked at as soon as it is written, where the system tells that
    /// (Linux).
    @WithDefault("PT0.15S")
    Duration pollInterval();

    /// How often a file is looked at that is written all the time, minutes on end (more than two lines a second): a
    /// shorter time costs processor time, a longer one delays bans.
    @WithDefault("PT0.5S")
    Duration busyInterval();

    /// How often the heartbeat is sent.
    @WithDefault("PT10S")
    Duration heartbeat();

    /// Longer lines are cut to this length and counted.
    @WithDefault("64K")
    MemorySize maxLine();

    /// How long a rotated file must be quiet before it is closed; a syslog daemon writes to it until it is told.
    @WithDefault("PT10S")
    Duration rotationPatience();

    /// How long a refusal by one of Dovecot's password databases (`auth_verbose`) waits for the word of the next one,
    /// which may let the client in; it counts afterwards, at the time of its line.
    @WithDefault("PT5S")
    Duration passdbPatience();

    /// Attempts that may wait for the broker's confirmation; when so many wait, reading pauses and the logs keep the
    /// rest.
    @WithDefault("4096")
    int maxInFlight();

    /// What auth-api lets a banned client's mail program show (`postern.auth.refusal-message`): Postfix logs it as
    /// the reason of a failure, and such a refusal is not counted as a wrong password.
    @WithDefault("Too many failed logins, try later")
    Optional<String> refusalMessage();

    /// Formats of your own for servers that are not read otherwise: a file, or a directory with `*.formats`; taken anew
    /// when they change.
    Optional<Path> formats();

    Spool spool();

    Syslog syslog();

    Journal journal();

    DovecotEvents dovecotEvents();

    /// What arrives over the network is kept on disk until it is safe in Kafka.
    interface Spool {

        /// Bytes on disk at most, for syslog and for Dovecot's events each; when so many wait, TCP is not read any
        /// more, events are refused with 503, and datagrams are dropped and counted.
        @WithDefault("256M")
        MemorySize maxSize();

        /// How long a syslog message may wait before it is surely on disk, should the power fail; `0s` waits for
        /// the disk before more is read, and events of Dovecot are always on disk before they are answered.
        @WithDefault("PT1S")
        Duration syncInterval();
    }

    /// Syslog over the network, RFC 3164 and RFC 5424; nothing is listened on unless it is named.
    interface Syslog {

        /// Where to listen for datagrams, as `PORT` (of every address), `ADDRESS:PORT` or `[ADDRESS]:PORT`.
        Optional<String> udp();

        /// Where to listen for plain TCP, with octet counting or a line for each message.
        Optional<String> tcp();

        /// Where to listen for TLS; needs `certificate` and `key`.
        Optional<String> tls();

        /// The server's certificate and those between it and its authority, as a PEM file.
        Optional<Path> certificate();

        /// The certificate's private key, as a PEM file (PKCS #8).
        Optional<Path> key();

        /// Authorities of whom senders over TLS must have a certificate, as a PEM file; a sender then speaks only
        /// for the hosts that its certificate names.
        Optional<Path> clientCa();

        /// Networks whose hosts may send, for anybody else could make up a login; by default this machine and
        /// private networks.
        @WithDefault("127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10")
        List<Network> from();

        /// Connections at a time; further ones are closed at once.
        @WithDefault("256")
        int maxConnections();

        /// A connection on which nothing comes for so long is closed.
        @WithDefault("P1D")
        Duration idleTimeout();
    }

    /// The systemd journal.
    interface Journal {

        /// Whether the journal is followed.
        @WithDefault("false")
        boolean enabled();

        /// Which entries are read, as journalctl takes them: by unit, which is systemd's word, so that no other
        /// user of the machine can speak as the mail server.
        @WithDefault("_SYSTEMD_UNIT=dovecot.service,_SYSTEMD_UNIT=postfix.service,_SYSTEMD_UNIT=postfix@-.service,"
                + "_SYSTEMD_UNIT=exim4.service,_SYSTEMD_UNIT=exim.service,_SYSTEMD_UNIT=sendmail.service,"
                + "_SYSTEMD_UNIT=cyrus-imapd.service,_SYSTEMD_UNIT=opensmtpd.service,_SYSTEMD_UNIT=sogo.service")
        List<String> matches();

        /// The program that prints the journal.
        @WithDefault("journalctl")
        String command();

        /// Where the journal's files are, when it is not the machine's own.
        Optional<Path> directory();
    }

    /// Dovecot's event exporter, which posts to `/collector/dovecot-events`.
    interface DovecotEvents {

        /// Whether events are taken.
        @WithDefault("false")
        boolean enabled();

        /// The secret that Dovecot sends with each event (`Authorization` as password of Basic or as Bearer, or
        /// `X-API-Key`); without it only requests from this machine's loopback addresses are answered.
        Optional<String> secret();
    }
}
