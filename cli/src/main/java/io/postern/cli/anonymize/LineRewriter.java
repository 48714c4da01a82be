package io.postern.cli.anonymize;

import io.postern.collector.formats.LineParser;
import io.postern.collector.parsing.Daemon;
import io.postern.collector.parsing.Line;
import io.postern.collector.parsing.ParserSettings;
import io.postern.collector.parsing.Reading;
import io.postern.collector.parsing.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rewrites log lines, one at a time and in their order: the host in the header, then the message.
///
/// The collector's parser is asked what it reads in a line: an account that stands where only a parser knows that it is
/// one gets its pseudonym all the same. Time stamps, process ids, sizes and numbers stay.
public final class LineRewriter {

    /// What syslog puts before a line whose program cannot be told.
    private static final Pattern SYSLOG = Pattern.compile(
            "((?:<\\d{1,3}>)?(?:[A-Z][a-z]{2} +\\d{1,2} \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\dT\\S+) +)([A-Za-z0-9._-]+)(?= (?!\\[))");

    private static final String REPEATED = "message repeated ";

    private final LineParser parser;
    private final LineParser second;
    private final Line line;
    private final Pseudonyms pseudonyms;
    private final JsonRewriter json;
    private final ContainerParts parts = new ContainerParts();
    private boolean byFormat;
    private String lastAccount;
    private String lastMessage;

    public LineRewriter(ParserSettings settings, Pseudonyms pseudonyms) {
        this.second = new LineParser(settings);
        this.parser = new LineParser(settings);
        this.line = new Line(settings);
        this.pseudonyms = pseudonyms;
        this.json = new JsonRewriter(pseudonyms, this::rewrite);
    }

    /// @param to exclusive; without the line feed
    /// @return null when the line is left out: a container runtime has parted it, and it comes whole with its
    ///     end; or it would read otherwise without a hostile name in it
    public byte[] rewrite(byte[] bytes, int from, int to) {
        String text = parts.joined(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1), parser.isInLine());
        Reading reading = parser.read(bytes, from, to);
        if (text == null) {
            return null;
        }
        byFormat = reading.daemon() == Daemon.FORMAT;
        byte[] rewritten = rewrite(text, account(reading)).getBytes(StandardCharsets.ISO_8859_1);
        return mayReadOtherwise(reading) && !reads(reading, rewritten) ? null : rewritten;
    }

    /// What hostile names made unreadable, and what an operator's pattern reads, may depend on any word of the line.
    private static boolean mayReadOtherwise(Reading reading) {
        return reading instanceof Reading.Ambiguous
                || reading instanceof Reading.Unreadable
                || reading.daemon() == Daemon.FORMAT;
    }

    private boolean reads(Reading reading, byte[] rewritten) {
        return second.read(rewritten, 0, rewritten.length).getClass() == reading.getClass();
    }

    /// @param account that the parser reads in it, in lower case; null for none
    private String rewrite(String text, String account) {
        String start = text.stripLeading();
        if (start.startsWith("{")) {
            String rewritten = json.rewrite(text, account);
            if (rewritten != null) {
                return rewritten;
            }
        }
        Matcher wrapped = ContainerParts.KUBERNETES.matcher(text);
        return wrapped.lookingAt()
                ? text.substring(0, wrapped.end()) + bare(text.substring(wrapped.end()), account)
                : bare(text, account);
    }

    private String bare(String text, String account) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        line.fill(bytes, 0, bytes.length);
        if (!line.hasProgram()) {
            return withoutProgram(text, account);
        }
        int program = line.programFrom();
        int from = line.from();
        return host(text.substring(0, program))
                + program(text.substring(program, from))
                + message(text.substring(from), account);
    }

    private String withoutProgram(String text, String account) {
        Matcher syslog = SYSLOG.matcher(text);
        if (syslog.lookingAt()) {
            return syslog.group(1) + pseudonyms.host(syslog.group(2)) + message(text.substring(syslog.end()), account);
        }
        int from = text.startsWith("@") ? text.indexOf(' ') + 1 : 0; // a TAI64N label looks like an id
        return text.substring(0, from) + message(text.substring(from), account);
    }

    /// The host, wherever the header names it, and Linux-VServer's guest.
    private String host(String head) {
        String host = latin(line.host());
        String pseudonym = ServerWords.looksLikeId(host) && host.indexOf('-') > 0 // Exim's own log: a message, no host
                ? pseudonyms.id(host)
                : pseudonyms.host(host);
        String named = replaced(head, host, pseudonym);
        int guest = named.lastIndexOf(" @");
        return guest < 0
                ? named
                : named.substring(0, guest + 2)
                        + pseudonyms.host(named.substring(guest + 2).strip()) + " ";
    }

    /// Only Dovecot's own file has names there, `imap(ada)<5511><pnREyrJgfFrLAHFC>: `, and RFC 5424's structured data.
    private String program(String program) {
        return program.matches("[^(<@=]*") ? program : MessageRewriter.words(program, pseudonyms);
    }

    /// A password may be anything up to the end of the line; in quotes, up to the quote that closes them.
    private static String redacted(String message) {
        String redacted = Redaction.of(message);
        int secret = 0;
        while (secret < message.length()
                && secret < redacted.length()
                && message.charAt(secret) == redacted.charAt(secret)) {
            secret++;
        }
        long quotes = message.substring(0, secret).chars().filter(c -> c == '"').count();
        if (quotes == 0 || secret == message.length()) {
            return redacted;
        }
        boolean inside = quotes % 2 == 1;
        int end = inside ? message.indexOf('"', secret) : secret;
        return end < 0
                ? redacted
                : message.substring(0, secret) + (inside ? Redaction.MARK : "") + redacted(message.substring(end));
    }

    private String message(String text, String account) {
        if (account == null) {
            return MessageRewriter.message(redacted(text), pseudonyms);
        }
        if (text.startsWith(REPEATED) && account.equals(lastAccount)) { // its end may be cut off
            return text.substring(0, text.indexOf('[') + 1) + ' ' + lastMessage + ']';
        }
        lastAccount = account;
        boolean plain = isPlain(account);
        boolean known = plain && byFormat && !ServerWords.knows(account); // an operator's pattern looks anywhere for it
        lastMessage = known
                ? message(replaced(text, account, Cursor.DONE + pseudonyms.mail(account) + Cursor.DONE), account, false)
                : message(text, account, plain);
        return lastMessage;
    }

    private String message(String text, String account, boolean plain) {
        String message = redacted(text);
        return plain
                ? withoutName(withoutName(MessageRewriter.message(message, pseudonyms), account), localPart(account))
                : MessageRewriter.message(marked(message, account), pseudonyms)
                        .replace(String.valueOf(Cursor.DONE), "");
    }

    /// A name that could be taken for the server's words, or end before its end.
    private String marked(String message, String account) {
        String pseudonym = Cursor.DONE + pseudonyms.mail(account) + Cursor.DONE;
        StringBuilder marked = new StringBuilder();
        int at = 0;
        for (int found = find(message, account, 0); found >= 0; found = find(message, account, at)) {
            marked.append(message, at, found).append(pseudonym);
            at = found + account.length();
        }
        return marked.append(message, at, message.length()).toString();
    }

    /// Wherever the name still stands for itself.
    private String withoutName(String message, String name) {
        boolean unclear = name.length() < 2 || name.matches("\\d+") || ServerWords.knows(name);
        return unclear ? message : replaced(message, name, pseudonyms.mail(name));
    }

    private static String replaced(String message, String name, String pseudonym) {
        StringBuilder without = new StringBuilder();
        int at = 0;
        for (int found = find(message, name, 0); found >= 0; found = find(message, name, found + 1)) {
            int end = found + name.length();
            boolean begins = found == 0 || !isPart(message.charAt(found - 1));
            boolean ends = end == message.length() || !isPart(message.charAt(end));
            if (found >= at && begins && ends) {
                without.append(message, at, found).append(pseudonym);
                at = end;
            }
        }
        return without.append(message, at, message.length()).toString();
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '@' || c == '_' || c == '-';
    }

    private static int find(String text, String name, int from) {
        for (int i = from; i <= text.length() - name.length(); i++) {
            if (text.regionMatches(true, i, name, 0, name.length())) {
                return i;
            }
        }
        return -1;
    }

    private static String localPart(String account) {
        int at = account.lastIndexOf('@');
        return at < 0 ? "" : account.substring(0, at);
    }

    private static boolean isPlain(String account) {
        return account.matches("[A-Za-z0-9._+@-]+");
    }

    private static String account(Reading reading) {
        return switch (reading) {
            case Reading.Attempt attempt -> latin(attempt.account());
            case Reading.Mail mail
            when mail.login() != null -> latin(mail.login().account());
            case Reading other -> null;
        };
    }

    /// The text's bytes, one character each.
    static String latin(String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
