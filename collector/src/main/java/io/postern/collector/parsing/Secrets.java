package io.postern.collector.parsing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where in a text the first secret begins: behind the words with which mail servers announce one.
///
/// Dovecot writes `(given password: …)` and `(SHA1 of given password: …)` (auth_verbose_passwords), `resp=…`, `CONT`,
/// `pass=…` and `SCHEME(…) != '…'` (auth_debug_passwords); Courier `supplied password '…'`, `Password for U: '…'`,
/// `clearpasswd=…`; Postfix' verbose smtpd `init_response …` and the client's own commands, as other servers do.
final class Secrets {

    /// Words that announce a secret, by their first letter. A name may end a longer word (`userPassword=`,
    /// `clearpasswd=`, `auth_token=`) and needs a sign behind it; a phrase is announcement enough.
    private record Word(String lower, boolean isPhrase) {}

    private static final Word[][] WORDS = byFirstLetter(
            List.of("password", "passwd", "passphrase", "pass", "pwd", "clearpw", "secret", "token", "resp"),
            List.of("init_response ", "decoded initial response ", "decoded response ", "bearer ", "client in: cont"));

    /// Commands whose argument is a secret when the word stands for itself.
    private static final String[] MECHANISMS = {
        "PLAIN", "LOGIN", "CRAM-", "DIGEST-", "SCRAM-", "XOAUTH2", "OAUTHBEARER", "NTLM", "GSS", "EXTERNAL", "APOP"
    };

    /// Follow a word that is Dovecot's `passwd` database, and a prompt that Postfix passes on.
    private static final String[] NO_SECRETS = {
        ", sasl_username=", "unknown user", "Password mismatch", "Performing ", "Finished ", Redaction.MARK, "<hidden>"
    };

    /// Of SMTP, when nothing stands behind them.
    private static final String[] COMMANDS = {"QUIT", "DATA", "RSET", "NOOP", "HELP", "EHLO", "HELO", "STARTTLS", "AUTH"
    };

    /// Which two characters may begin an announcement: nearly none do, and every reply is looked at.
    private static final boolean[] BEGINNINGS = beginnings();

    private static final int LONGEST_NAME = 256;

    private final String text;

    /// The end of the last URL that was looked at, so that each is looked at once.
    private int urlEnd;

    private Secrets(String text) {
        this.text = text;
    }

    /// -1 when there is none.
    static int find(String text) {
        return new Secrets(text).find();
    }

    private int find() {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1); // what it has not becomes `?`, where nothing begins
        for (int i = 0; i < bytes.length - 1; i++) {
            byte c = bytes[i];
            if (c >= 0 && BEGINNINGS[c << 7 | bytes[i + 1] & 127]) {
                int secret = secretAt(i);
                if (secret >= 0 && secret < text.length() && !isStartedBy(NO_SECRETS, secret)) {
                    return secret;
                }
            }
        }
        return -1;
    }

    /// Where the secret begins that is announced here, or -1.
    private int secretAt(int at) {
        char c = text.charAt(at);
        return switch (c) {
            case 'a', 'A' -> afterAuth(at);
            case '(' -> PasswordScheme.isBefore(text, at) ? afterQuote(at + 1) : -1;
            case '{' -> PasswordScheme.afterBraced(text, at);
            case '$' -> PasswordScheme.isHash(text, at) ? at : -1;
            case '<' -> afterClient(at);
            case ':' -> inUrl(at);
            default -> c < WORDS.length && WORDS[c] != null ? afterWord(at, WORDS[c]) : -1;
        };
    }

    private int afterWord(int at, Word[] words) {
        if (at + 1 == text.length()) {
            return -1;
        }
        int second = text.charAt(at + 1) | 0x20;
        for (Word word : words) {
            if (second == word.lower.charAt(1) && is(word.lower, at)) {
                int end = at + word.lower.length();
                int value = word.isPhrase ? end : afterSign(end, word.lower);
                if (value >= 0) {
                    return value;
                }
            }
        }
        return text.startsWith("PASS ", at) && isWordStart(at) && !isScreened(at) ? at + 5 : -1;
    }

    /// `=`, `: `, `" : "`, `] => `, ` '`: what stands between a name and its value.
    private int afterSign(int from, String name) {
        int at = from;
        while (at < text.length() && "\"'])\\".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        int blanks = at;
        at = skipBlanks(at);
        if (at >= text.length()) {
            return -1;
        }
        char sign = text.charAt(at);
        if (sign == '=' || sign == ':' && !name.equals("resp")) {
            int value = at + 1 < text.length() && text.charAt(at + 1) == '>' ? at + 2 : at + 1;
            return afterQuote(skipBlanks(value));
        }
        if (at > blanks && (sign == '\'' || sign == '"')) {
            return at + 1;
        }
        if (at > blanks && is("for ", at)) { // Password for uid=ada,dc=example: 'secret' does not match
            int quote = text.indexOf(": '", at, Math.min(text.length(), at + LONGEST_NAME));
            return quote >= 0 ? quote + 3 : -1;
        }
        return -1;
    }

    /// `AUTH PLAIN xxxx`, `AUTHENTICATE LOGIN xxxx`, `AUTH<tab>1<tab>PLAIN`; not `AUTHENTICATE PLAIN: failed`.
    private int afterAuth(int at) {
        int word = is("authenticate", at) ? at + 12 : is("auth", at) ? at + 4 : -1;
        if (word < 0 || word >= text.length() || !isBlank(text.charAt(word)) || !isWordStart(at)) {
            return -1;
        }
        int mechanism = skipBlanks(word);
        if (mechanism < text.length() && text.charAt(mechanism) == '"') {
            mechanism++;
        }
        if (!isStartedIgnoringCase(MECHANISMS, mechanism)) {
            return -1;
        }
        int end = mechanism;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        int quote = end < text.length() && text.charAt(end) == '"' ? end + 1 : end;
        int value = skipBlanks(quote);
        boolean told = value == quote || is("failed", value) || is("authentication", value) || is("mechanism", value);
        return told || isQuoted(at, end) ? -1 : afterQuote(value);
    }

    /// A command that has no argument, as Exim (`"AUTH LOGIN" H=…`) and OpenSMTPD (`"AUTH LOGIN" result=…`) quote it.
    private boolean isQuoted(int from, int to) {
        return from > 0
                && text.charAt(from - 1) == '"'
                && (text.startsWith("\" H=", to) || text.startsWith("\" result=", to));
    }

    /// `ldap://user:secret@host`.
    private int inUrl(int at) {
        if (at < urlEnd || !text.startsWith("://", at)) {
            return -1;
        }
        int end = at + 3;
        int colon = -1;
        boolean isLogin = false;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            char c = text.charAt(end++);
            colon = colon < 0 && c == ':' ? end : colon;
            isLogin |= c == '@' && colon >= 0;
        }
        urlEnd = end;
        return isLogin ? colon : -1;
    }

    /// What a client answered, as Postfix' verbose smtpd logs it: `< host[address]: BASE64`, and nothing behind it.
    private int afterClient(int at) {
        if (!text.startsWith("< ", at)) {
            return -1;
        }
        int end = at + 2;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        if (!text.startsWith("]: ", end - 2)) {
            return -1;
        }
        int last = end + 1;
        while (last < text.length() && isBase64(text.charAt(last))) {
            last++;
        }
        boolean answer = last == text.length() && last > end + 1 && !isStartedIgnoringCase(COMMANDS, end + 1);
        return answer ? end + 1 : -1;
    }

    /// Postscreen's `PASS NEW [client]:port`.
    private boolean isScreened(int at) {
        return text.startsWith("PASS NEW [", at) || text.startsWith("PASS OLD [", at);
    }

    private int afterQuote(int at) {
        boolean quote = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        return quote ? at + 1 : at;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isWordStart(int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }

    private boolean is(String word, int at) {
        return text.regionMatches(true, at, word, 0, word.length());
    }

    private boolean isStartedBy(String[] words, int at) {
        for (String word : words) {
            if (text.startsWith(word, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isStartedIgnoringCase(String[] words, int at) {
        for (String word : words) {
            if (is(word, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBase64(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '/' && c <= '9' || c == '+' || c == '=';
    }

    /// By 128 times the first plus the second.
    private static boolean[] beginnings() {
        boolean[] beginnings = new boolean[128 * 128];
        for (char first = 0; first < 128; first++) {
            for (char second = 0; second < 128; second++) {
                char lower = (char) (second | 0x20);
                beginnings[first << 7 | second] = switch (first) {
                    case 'a', 'A' -> lower == 'u';
                    case '(', '{', '$' -> true;
                    case '<' -> second == ' ';
                    case ':' -> second == '/';
                    default ->
                        WORDS[first] != null && Stream.of(WORDS[first]).anyMatch(word -> word.lower.charAt(1) == lower);
                };
            }
        }
        return beginnings;
    }

    private static Word[][] byFirstLetter(List<String> names, List<String> phrases) {
        Word[][] words = new Word[128][];
        List<Word> all = new ArrayList<>();
        names.forEach(name -> all.add(new Word(name, false)));
        phrases.forEach(phrase -> all.add(new Word(phrase, true)));
        for (char c = 'a'; c <= 'z'; c++) {
            char letter = c;
            Word[] those =
                    all.stream().filter(word -> word.lower.charAt(0) == letter).toArray(Word[]::new);
            words[c] = words[c & ~0x20] = those.length == 0 ? null : those;
        }
        return words;
    }
}
