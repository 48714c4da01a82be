package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Reading;
import io.postern.events.Check;
import io.postern.events.Delivery;
import io.postern.events.MailFlowStep;
import io.postern.events.Outcome;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What pflogsumm 1.1.5 prints, computed from our events alone. Its oddities are kept: of smtpd's milters nothing is
/// counted, of a message only its first size, and a host's name loses its first part.
final class Pflogsumm {

    private static final Pattern DOMAIN = Pattern.compile("^(.*)\\.([^.]+)\\.([^.]{3}|[^.]{2,3}\\.[^.]{2})$");

    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private final Set<String> deferredOnes = new HashSet<>();
    private final Map<String, Tally> toDomains = new TreeMap<>();
    private final Map<String, Tally> fromDomains = new TreeMap<>();
    private final Map<String, Tally> recipients = new TreeMap<>();
    private final Map<String, Tally> senders = new TreeMap<>();
    private final Map<String, Integer> totals = new HashMap<>();
    private final int[][] hours = new int[24][5];
    private final Map<String, Map<String, Integer>> details = new TreeMap<>();
    private long bytesReceived;
    private long bytesDelivered;

    void add(Reading reading) {
        switch (reading) {
            case Reading.Mail mail -> add(mail, command(mail.program()));
            case Reading.Attempt attempt
            when attempt.outcome() != Outcome.SUCCEEDED && attempt.mechanism() != null ->
                detail("Warnings", "smtpd (total)");
            default -> {}
        }
    }

    private void add(Reading.Mail mail, String command) {
        int hour = mail.at().atZone(ZoneOffset.UTC).getHour();
        switch (mail.step()) {
            case MailFlowStep.Received received -> {
                count("received", hour, 0);
                origins.put(id(mail), received.uid() == null ? origin(received) : "pickup");
            }
            case MailFlowStep.Queued queued -> queued(id(mail), queued);
            case MailFlowStep.Delivered(Delivery delivery, var remoteId) -> delivered(id(mail), delivery, hour);
            case MailFlowStep.Forwarded forwarded -> count("forwarded", hour, -1);
            case MailFlowStep.Deferred(Delivery delivery) -> {
                count("deferrals", hour, 2);
                totals.merge("deferred", deferredOnes.add(id(mail)) ? 1 : 0, Integer::sum);
                tally(toDomains, domain(delivery.recipient())).deferred(delivery.delaySeconds());
                detail("message deferral detail", command + " (total)");
                detail("message deferral detail", delivery.reply().replaceFirst("\\).*", ""));
            }
            case MailFlowStep.Bounced(Delivery delivery) -> {
                count("bounced", hour, 3);
                detail("message bounce detail (by relay)", relay(delivery) + " (total)");
                detail("message bounce detail (by relay)", delivery.reply());
            }
            case MailFlowStep.Rejected(boolean warnOnly, Check check) ->
                checked(warnOnly ? "reject warnings" : "rejected", command, check, hour);
            case MailFlowStep.Held(Check check) -> checked("held", command, check, hour);
            case MailFlowStep.Discarded(Check check) -> checked("discarded", command, check, hour);
            case MailFlowStep.Reported(MailFlowStep.Severity severity, String text) ->
                reported(severity, command, text);
            default -> {}
        }
    }

    private void queued(String id, MailFlowStep.Queued queued) {
        if (sizes.putIfAbsent(id, queued.bytes()) != null || origins.get(id) == null) {
            return;
        }
        String sender = queued.sender() == null ? "from=<>" : address(queued.sender());
        String origin = origins.remove(id);
        String domain = sender.contains("@") ? domain(sender) : origin.equals("pickup") ? sender : origin;
        tally(senders, sender).received(queued.bytes());
        tally(fromDomains, domain).received(queued.bytes());
        bytesReceived += queued.bytes();
    }

    private void delivered(String id, Delivery delivery, int hour) {
        long size = sizes.getOrDefault(id, 0L);
        count("delivered", hour, 1);
        tally(recipients, address(delivery.recipient())).received(size);
        tally(toDomains, domain(delivery.recipient())).delivered(size, delivery.delaySeconds());
        bytesDelivered += size;
    }

    private void checked(String total, String command, Check check, int hour) {
        boolean ofCleanup = command.equals("cleanup");
        if (check == null || check.by() != Check.By.SERVER && !ofCleanup) {
            return;
        }
        count(total, hour, 4);
        detail(total, ofCleanup ? check.stage() : check.stage() + " of " + host(check));
    }

    private void reported(MailFlowStep.Severity severity, String command, String text) {
        String section = switch (severity) {
            case WARNING -> "Warnings";
            case FATAL -> "Fatal Errors";
            case PANIC -> "Panics";
            case INFO -> "Master daemon messages";
            case ERROR -> "";
        };
        if (severity != MailFlowStep.Severity.INFO) {
            detail(section, command + " (total)");
        }
        detail(section, text);
    }

    private void count(String what, int hour, int column) {
        totals.merge(what, 1, Integer::sum);
        if (column >= 0) {
            hours[hour][column]++;
        }
    }

    private void detail(String section, String row) {
        details.computeIfAbsent(section, s -> new TreeMap<>()).merge(row, 1, Integer::sum);
    }

    Map<String, Integer> detail(String section) {
        return details.getOrDefault(section, Map.of());
    }

    /// In pflogsumm's order, without percentages.
    List<String> totals() {
        List<String> lines = new ArrayList<>();
        for (String what : List.of("received", "delivered", "forwarded", "deferred", "bounced", "rejected")) {
            lines.add(totals.getOrDefault(what, 0) + " " + what);
        }
        for (String what : List.of("reject warnings", "held", "discarded")) {
            lines.add(totals.getOrDefault(what, 0) + " " + what);
        }
        lines.add(bytesReceived + " bytes received");
        lines.add(bytesDelivered + " bytes delivered");
        lines.add(senders.size() + " senders");
        lines.add(fromDomains.size() + " sending hosts/domains");
        lines.add(recipients.size() + " recipients");
        lines.add(toDomains.values().stream().filter(to -> to.count > 0).count() + " recipient hosts/domains");
        lines.add("(" + totals.getOrDefault("deferrals", 0) + " deferrals)");
        return lines;
    }

    List<String> hours() {
        List<String> lines = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            int[] row = hours[hour];
            lines.add("%02d00-%02d00 %d %d %d %d %d".formatted(hour, hour + 1, row[0], row[1], row[2], row[3], row[4]));
        }
        return lines;
    }

    List<String> deliveries() {
        return rows(toDomains, Tally::deliveries);
    }

    List<String> arrivals() {
        return rows(fromDomains, tally -> tally.count + " " + tally.bytes);
    }

    List<String> senders() {
        return rows(senders, tally -> "" + tally.count);
    }

    List<String> senderBytes() {
        return rows(senders, tally -> "" + tally.bytes);
    }

    List<String> recipients() {
        return rows(recipients, tally -> "" + tally.count);
    }

    List<String> recipientBytes() {
        return rows(recipients, tally -> "" + tally.bytes);
    }

    private static List<String> rows(Map<String, Tally> tallies, java.util.function.Function<Tally, String> row) {
        return tallies.entrySet().stream()
                .map(entry -> row.apply(entry.getValue()) + " " + entry.getKey())
                .toList();
    }

    private static Tally tally(Map<String, Tally> tallies, String key) {
        return tallies.computeIfAbsent(key, k -> new Tally());
    }

    /// `smtpd` for `postfix/submission/smtpd`.
    private static String command(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static String id(Reading.Mail mail) {
        return String.valueOf(mail.queueId());
    }

    private static String origin(MailFlowStep.Received received) {
        return received.clientName() == null ? received.client().toString() : host(received.clientName());
    }

    private static String host(Check check) {
        return check.clientName() == null ? check.client().toString() : host(check.clientName());
    }

    private static String host(String name) {
        return DOMAIN.matcher(name).replaceFirst("$2.$3").toLowerCase(Locale.ROOT);
    }

    private static String relay(Delivery delivery) {
        return delivery.relayAddress() == null
                ? String.valueOf(delivery.relay())
                : delivery.relay() + "[" + delivery.relayAddress() + "]:" + delivery.relayPort();
    }

    private static String address(String address) {
        int at = address.indexOf('@');
        return at < 0
                ? address
                : address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
    }

    private static String domain(String address) {
        return address(address).replaceFirst("^[^@]+@", "");
    }
}
