package io.postern.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One value of every event, as the golden files hold them.
final class Examples {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00.125Z");
    private static final Address CLIENT = Address.of("203.0.113.66");

    private static final AttemptObserved ATTEMPT = new AttemptObserved(
            "k3v1x9",
            NOON,
            "mx1",
            Source.DOVECOT_LOGIN,
            Service.IMAP,
            CLIENT,
            "ada@example.org",
            Outcome.FAILED,
            3,
            "PLAIN",
            "pnREyrJgfFrLAHFC",
            "/var/log/mail.log@18344");

    private static final ClientProfile PROFILE = new ClientProfile(
            CLIENT,
            NOON.plusMillis(3),
            ClientProfile.ReverseName.of("host-66.example.org"),
            new ClientProfile.Place(ClientProfile.Lookup.OK, "DE", "Berlin", 52.52, 13.4),
            new ClientProfile.Origin(ClientProfile.Lookup.OK, 64496L, "Example Networks"));

    private static final ClientProfile REGISTERED_CLIENT = new ClientProfile(
            CLIENT,
            NOON.plusSeconds(2),
            new ClientProfile.ReverseName(
                    ClientProfile.ReverseName.Status.OK,
                    "host-66.example.org",
                    ClientProfile.ReverseName.Forward.CONFIRMED),
            new ClientProfile.Place(
                    ClientProfile.Lookup.OK, "GB", "Boxford", 51.75, -1.25, List.of("England", "West Berkshire")),
            new ClientProfile.Origin(ClientProfile.Lookup.OK, 64496L, "Example Networks"),
            new ClientProfile.Registration(
                    ClientProfile.Registration.Status.OK,
                    Network.of("203.0.113.0/24"),
                    "EXAMPLE-NET",
                    "DE",
                    List.of("EX1-EXAMPLE"),
                    64496L,
                    "DE",
                    "EXAMPLE Example Networks, DE",
                    "rdap.example.org",
                    NOON),
            "branch office");

    private static final ClientProfile UNKNOWN_CLIENT = new ClientProfile(
            Address.of("2001:db8:bad::1"),
            NOON,
            ClientProfile.ReverseName.none(ClientProfile.ReverseName.Status.NXDOMAIN),
            ClientProfile.Place.none(ClientProfile.Lookup.NO_DATABASE),
            ClientProfile.Origin.none(ClientProfile.Lookup.NOT_FOUND));

    private static final Decision DECISION = new Decision(
            "d-7f3a",
            NOON,
            new Subject.Client(CLIENT),
            "brute-force",
            Decision.Effect.BANNED,
            NOON.plus(Duration.ofMinutes(10)),
            new Decision.Evidence(
                    3,
                    3,
                    Duration.ofMinutes(10),
                    NOON.minusSeconds(90),
                    NOON,
                    List.of("a1", "a2", "k3v1x9"),
                    List.of("root", "ada@example.org"),
                    List.of("mx1")),
            null);

    private static final Delivery DELIVERY = new Delivery(
            "bob@example.net",
            "office@example.net",
            "mx.example.net",
            Address.of("198.51.100.25"),
            25,
            0,
            1.25,
            new Delivery.Delays(0.1, 0.05, 0.6, 0.5),
            "2.0.0",
            "250 2.0.0 Ok: queued as 4bQ2yK1Xz9z2");

    private static final Check CHECK = new Check(
            Check.By.SERVER,
            "RCPT",
            null,
            CLIENT,
            554,
            "5.7.1",
            "Service unavailable; Client host [203.0.113.66] blocked using zen.example.org",
            "zen.example.org",
            "eve@example.net",
            "ada@example.org",
            "ESMTP",
            "[203.0.113.66]",
            null);

    static final Map<String, Event> BY_FILE = new LinkedHashMap<>();

    static {
        BY_FILE.put("attempt-observed-v1", ATTEMPT);
        BY_FILE.put(
                "attempt-observed-v1-least",
                new AttemptObserved(
                        "p1",
                        NOON,
                        "mx2",
                        Source.POSTFIX_SASL,
                        Service.SUBMISSION,
                        Address.of("2001:db8:bad::1"),
                        null,
                        Outcome.TEMPORARY_FAILURE,
                        1,
                        null,
                        null,
                        null));
        BY_FILE.put("attempt-enriched-v1", new AttemptEnriched(ATTEMPT, PROFILE));
        BY_FILE.put("client-profile-v1", PROFILE);
        BY_FILE.put("client-profile-v1-unknown", UNKNOWN_CLIENT);
        BY_FILE.put("client-profile-v1-registered", REGISTERED_CLIENT);
        BY_FILE.put(
                "client-profile-v1-placed",
                new ClientProfile(
                        CLIENT,
                        NOON,
                        ClientProfile.ReverseName.none(ClientProfile.ReverseName.Status.NO_PTR),
                        new ClientProfile.Place(
                                ClientProfile.Lookup.OK,
                                "GB",
                                "Boxford",
                                51.75,
                                -1.25,
                                List.of("England", "West Berkshire"),
                                100,
                                List.of(2655045L, 6269131L, 3333217L, 6255148L, 2635167L, 3017382L)),
                        ClientProfile.Origin.none(ClientProfile.Lookup.NOT_FOUND)));
        BY_FILE.put(
                "mail-flow-event-v1-received",
                mail(new MailFlowStep.Received(
                        "mail.example.net", CLIENT, "ada@example.org", "PLAIN", null, null, null)));
        BY_FILE.put(
                "mail-flow-event-v1-received-again",
                mail(new MailFlowStep.Received(
                        "localhost",
                        Address.of("127.0.0.1"),
                        null,
                        null,
                        new MailFlowStep.Original("4bQ2yH0Xz9z0", "mail.example.net", CLIENT),
                        null,
                        null)));
        BY_FILE.put(
                "mail-flow-event-v1-received-local",
                mail(new MailFlowStep.Received(null, null, null, null, null, 33, "www-data")));
        BY_FILE.put(
                "mail-flow-event-v1-identified", mail(new MailFlowStep.Identified("20260115.1@example.net", false)));
        BY_FILE.put("mail-flow-event-v1-queued", mail(new MailFlowStep.Queued("ada@example.org", 4711, 2)));
        BY_FILE.put("mail-flow-event-v1", mail(new MailFlowStep.Delivered(DELIVERY, "4bQ2yK1Xz9z2")));
        BY_FILE.put("mail-flow-event-v1-forwarded", mail(new MailFlowStep.Forwarded(DELIVERY, "4bQ2yN3Xz9z4")));
        BY_FILE.put("mail-flow-event-v1-probed", mail(new MailFlowStep.Probed(true, DELIVERY)));
        BY_FILE.put("mail-flow-event-v1-deferred", mail(new MailFlowStep.Deferred(DELIVERY)));
        BY_FILE.put(
                "mail-flow-event-v1-bounced",
                mail(new MailFlowStep.Bounced(
                        new Delivery("bob@example.net", null, null, null, 0, 0, 0.5, null, "5.4.4", null))));
        BY_FILE.put(
                "mail-flow-event-v1-notified",
                mail(new MailFlowStep.Notified(MailFlowStep.Notice.NON_DELIVERY, false, "4bQ2yM2Xz9z3")));
        BY_FILE.put(
                "mail-flow-event-v1-rejected",
                new MailFlowEvent(
                        "m9", NOON, "mx1", null, "postfix/smtpd", new MailFlowStep.Rejected(false, CHECK), null));
        BY_FILE.put("mail-flow-event-v1-held", mail(new MailFlowStep.Held(CHECK)));
        BY_FILE.put("mail-flow-event-v1-discarded", mail(new MailFlowStep.Discarded(CHECK)));
        BY_FILE.put("mail-flow-event-v1-altered", mail(new MailFlowStep.Altered("filter", CHECK)));
        BY_FILE.put("mail-flow-event-v1-released", mail(new MailFlowStep.Released()));
        BY_FILE.put("mail-flow-event-v1-expired", mail(new MailFlowStep.Expired("ada@example.org")));
        BY_FILE.put("mail-flow-event-v1-removed", mail(new MailFlowStep.Removed()));
        BY_FILE.put(
                "mail-flow-event-v1-reported",
                mail(new MailFlowStep.Reported(MailFlowStep.Severity.WARNING, "database is older than source file")));
        BY_FILE.put(
                "host-report-v1-counts",
                new HostReport(
                        "mx1",
                        NOON,
                        "0.1.0",
                        NOON.minusSeconds(3600),
                        List.of(new HostReport.SourceReport(
                                "syslog+tcp://:5140", 18344, 12, 900, 41, 1, NOON, null, 700, 3, 2)),
                        List.of()));
        BY_FILE.put("decision-v1", DECISION);
        BY_FILE.put(
                "decision-v1-exempt",
                new Decision(
                        "d-8000",
                        NOON,
                        new Subject.Range(Network.of("198.51.100.0/24")),
                        "brute-force",
                        Decision.Effect.EXEMPT,
                        NOON.plusSeconds(600),
                        DECISION.evidence(),
                        "allow.list:3: 198.51.100.0/24 office"));
        BY_FILE.put(
                "decision-v1-denied",
                new Decision(
                        "d-8001",
                        NOON,
                        new Subject.Account("ada@example.org"),
                        "distributed-guessing",
                        Decision.Effect.DENIED,
                        NOON.plusSeconds(3600),
                        new Decision.Evidence(
                                10,
                                10,
                                Duration.ofHours(1),
                                NOON.minusSeconds(900),
                                NOON,
                                List.of("a9", "k3v1x9"),
                                List.of("ada@example.org"),
                                List.of("mx1", "mx2"),
                                List.of("198.51.100.9", "203.0.113.66"),
                                null),
                        null,
                        null,
                        null,
                        List.of(Network.of("192.0.2.0/24"))));
        BY_FILE.put(
                "decision-v1-simulated-delay",
                new Decision(
                        "d-8002",
                        NOON,
                        new Subject.Login(CLIENT, "ada@example.org"),
                        "slow-down",
                        Decision.Effect.SIMULATED,
                        NOON.plusSeconds(600),
                        DECISION.evidence(),
                        null,
                        Decision.Effect.DELAYED,
                        Duration.ofSeconds(5),
                        List.of()));
        BY_FILE.put(
                "decision-v1-alerted",
                new Decision(
                        "d-8003",
                        NOON,
                        new Subject.Asn(64496),
                        "busy-network",
                        Decision.Effect.ALERTED,
                        NOON.plusSeconds(86_400),
                        new Decision.Evidence(
                                512,
                                500,
                                Duration.ofDays(1),
                                NOON.minusSeconds(9000),
                                NOON,
                                List.of("k3v1x9"),
                                List.of("root"),
                                List.of("mx1"),
                                List.of("203.0.113.66"),
                                "an estimate, right to 3 %"),
                        null));
        BY_FILE.put(
                "ban-v1",
                new Ban(
                        Network.of(CLIENT),
                        NOON,
                        NOON.plusSeconds(600),
                        "brute-force",
                        "d-7f3a",
                        "3 failures within 10m (limit 3), rule brute-force"));
        BY_FILE.put(
                "enforcement-event-v1",
                enforced(new Enforcement.BanApplied(
                        NOON.plusSeconds(600),
                        "brute-force",
                        "d-7f3a",
                        Enforcement.Occasion.NEW,
                        Duration.ofMillis(84),
                        Duration.ofMillis(7))));
        BY_FILE.put(
                "enforcement-event-v1-lifted",
                enforced(new Enforcement.BanLifted(
                        NOON.plusSeconds(600), "brute-force", "d-7f3a", Enforcement.Cause.UNLOCKED)));
        BY_FILE.put(
                "enforcement-event-v1-refused",
                new EnforcementEvent(
                        "mx1",
                        NOON,
                        Network.of("203.0.113.0/24"),
                        null,
                        true,
                        new Enforcement.BanRefused(
                                NOON.plusSeconds(600),
                                "feed",
                                "d-8000",
                                "contains 203.0.113.7, an address of this host")));
        BY_FILE.put(
                "enforcement-event-v1-failed",
                new EnforcementEvent(
                        "mx1",
                        NOON,
                        null,
                        "nftables",
                        false,
                        new Enforcement.EnforcementFailed("add 12 elements: Operation not permitted", 12)));
        BY_FILE.put(
                "operator-command-v1", command("ada asks", NOON.plusSeconds(7200), new Order.Ban(Network.of(CLIENT))));
        BY_FILE.put("operator-command-v1-unban", command(null, null, new Order.Unban(Network.of("203.0.113.0/24"))));
        BY_FILE.put("operator-command-v1-allow", command("office", null, new Order.Allow(Network.of("2001:db8::/48"))));
        BY_FILE.put("operator-command-v1-disallow", command(null, null, new Order.Disallow(Network.of(CLIENT))));
        BY_FILE.put(
                "operator-command-v1-add-entry",
                command("proxy", null, new Order.AddEntry("as-numbers", "AS64496 # Example Networks")));
        BY_FILE.put(
                "operator-command-v1-remove-entry",
                command(null, null, new Order.RemoveEntry("as-numbers", "AS64496 # Example Networks")));
        BY_FILE.put("operator-command-v1-set-mode", command(null, null, new Order.SetMode("brute-force", "simulate")));
        BY_FILE.put(
                "command-outcome-v1",
                new CommandOutcome(
                        "c-17",
                        NOON,
                        "203.0.113.66",
                        CommandOutcome.Result.REFUSED,
                        false,
                        "allow.list:3: 203.0.113.0/24 office"));
        BY_FILE.put(
                "list-entry-v1",
                new ListEntry(
                        ListEntry.ALLOW,
                        "203.0.113.0/24",
                        null,
                        NOON,
                        NOON.plusSeconds(7200),
                        "ada@198.51.100.9",
                        "office",
                        "c-18"));
        BY_FILE.put(
                "list-entry-v1-mode",
                new ListEntry(ListEntry.MODE, "brute-force", "simulate", NOON, null, "ada", null, "c-19"));
        BY_FILE.put(
                "host-report-v1",
                new HostReport(
                        "mx1",
                        NOON,
                        "0.1.0",
                        NOON.minusSeconds(3600),
                        List.of(
                                new HostReport.SourceReport("/var/log/mail.log", 18344, 12, 900, 41, 1, NOON, null),
                                new HostReport.SourceReport(
                                        "/var/log/dovecot.log", 0, 0, 0, 0, 0, null, "permission denied")),
                        List.of(Address.of("192.0.2.25"), Address.of("2001:db8::25"))));
        BY_FILE.put(
                "dead-letter-v1",
                new DeadLetter(
                        "postern.attempts.v1",
                        4,
                        1177,
                        "enricher",
                        NOON,
                        "AttemptObserved at field attempts: attempts: at least 1, was 0",
                        "203.0.113.66",
                        new byte[] {'{', 0, (byte) 0xff, '}'}));
    }

    private static OperatorCommand command(String reason, Instant until, Order order) {
        return new OperatorCommand("c-17", NOON, "ada", reason, until, false, order);
    }

    private static MailFlowEvent mail(MailFlowStep step) {
        return new MailFlowEvent("m1", NOON, "mx1", "4bQ2yJ0Xz9z1", "postfix/smtp", step, "/var/log/mail.log@20000");
    }

    private static EnforcementEvent enforced(Enforcement enforcement) {
        return new EnforcementEvent("mx1", NOON, Network.of(CLIENT), "nftables", false, enforcement);
    }

    private Examples() {}
}
