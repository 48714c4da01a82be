package io.postern.cli.anonymize;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The words that servers say themselves, as far as they stand where a name could.
final class ServerWords {

    private static final Set<String> WORDS = Set.of(
            ("a abort aborted access account action after all an anonymous are as at attempt attempts auth authenticate "
                            + "authentication authenticator authorization bad badlogin be because been blocked bounce box by cannot "
                            + "check checkpass clean cleartext client closed code command commands connect connected connection could "
                            + "cram-md5 credentials data delivered delivery denied digest-md5 disabled disconnect disconnected dovecot "
                            + "during error established exceeded expired external failed failure false file for found from full "
                            + "generic greeting gssapi helo helo/ehlo host http icmp id imap imap4 imaps in incorrect info internal "
                            + "invalid ip is it known library line list local log logged login logout lost mail mailbox management "
                            + "mechanism message mismatch missing new no none not ntlm null of ok on only or other out packet pam "
                            + "password permission plain plaintext please policy pop pop3 pop3s port postfix problem process proxy "
                            + "query queued quit read received refused reject rejected relay reply request rejecting root: sasl "
                            + "scram-sha-1 scram-sha-256 secured server service session sieve smtp smtpd smtps spam ssl starting "
                            + "state status stored submission success such sufficient supported syntax system temporarily temporary "
                            + "than that the this time timeout tls to too too: true try unable unavailable unknown unsupported user "
                            + "username users verification via was while will with write wrong xoauth2 your")
                    .split(" ", -1));

    private static final Pattern CIPHER = Pattern.compile(
            ".*(?:AES|SHA|GCM|CHACHA|RSA|DES|ECDH|25519|MLKEM|TLS|SSL|SECP|UTF|MD5).*", Pattern.CASE_INSENSITIVE);

    /// `Username:` and `Password:`, in base64.
    private static final Set<String> PROMPTS = Set.of("VXNlcm5hbWU6", "UGFzc3dvcmQ6");

    private static final Pattern TOP_LEVEL = Pattern.compile("[A-Za-z]{2,}|xn--[A-Za-z0-9-]+");
    private static final Pattern ADDRESS = Pattern.compile(".*\\d{1,3}-\\d{1,3}-\\d{1,3}-\\d{1,3}.*");
    private static final Pattern DATE = Pattern.compile("\\d{4}-");
    private static final Pattern EXIM = Pattern.compile("[A-Za-z0-9]{6}-[A-Za-z0-9]{6,11}-[A-Za-z0-9]{2,4}");
    private static final Pattern ID = Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9]+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z/0-9-]+");

    private static final Set<String> FILE_TYPES = Set.of(
            "conf", "cf", "pem", "sock", "lock", "log", "cache", "index", "sieve", "lua", "cc", "cpp", "inc", "php",
            "yaml", "json", "service", "socket", "timer", "mount", "slice", "scope", "target");

    private static final Set<String> FOLDERS = Set.of(
            "var",
            "vmail",
            "mail",
            "home",
            "etc",
            "run",
            "usr",
            "lib",
            "log",
            "tmp",
            "spool",
            "dovecot",
            "postfix",
            "private",
            "public",
            "new",
            "cur",
            "maildir",
            "share",
            "bin",
            "sbin",
            "libexec",
            "srv",
            "opt",
            "local",
            "vhosts",
            "virtual",
            "mailboxes",
            "dbox-mails",
            "mdbox",
            "sdbox",
            "storage",
            "ssl",
            "certs",
            "dev",
            "null",
            "proc",
            "sieve",
            "lmtp",
            "auth",
            "index",
            "indexes",
            "control",
            "program",
            "include",
            "roundcube",
            "connect",
            "imap",
            "users",
            "domains");

    /// Dovecot's processes and databases that put the user in parentheses behind their name.
    private static final Set<String> CONTEXTS =
            Set.of(("imap pop3 lmtp managesieve sieve submission doveadm lda deliver "
                            + "sql ldap pam passwd passwd-file static lua dict oauth2 "
                            + "cache auth auth-worker proxy imapc shadow bsdauth checkpassword vpopmail "
                            + "prefetch policy indexer-worker quota-status master imap-hibernate local-lmtp virtual dsync-local "
                            + "dsync-remote dsync-server imap-urlauth")
                    .split(" ", -1));

    private ServerWords() {}

    static boolean isContext(String name) {
        return CONTEXTS.contains(name);
    }

    static boolean knows(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /// All of its words are known, or it is made of numbers.
    static boolean knowsAll(String text) {
        for (String word : NO_LETTERS.split(text, -1)) {
            if (!word.isEmpty() && !knows(word) && !word.matches("[0-9]+")) {
                return false;
            }
        }
        return true;
    }

    static boolean isFolder(String segment) {
        return FOLDERS.contains(segment.toLowerCase(Locale.ROOT)) || segment.startsWith("dovecot") || isFile(segment);
    }

    private static boolean isFile(String segment) {
        int dot = segment.lastIndexOf('.');
        return dot > 0 && FILE_TYPES.contains(segment.substring(dot + 1));
    }

    /// Labels with dots between them, the last of letters; or an address written as a name (`ip-203-0-113-7`).
    static boolean looksLikeHost(String token) {
        int dot = token.lastIndexOf('.');
        if (dot > 0 && TOP_LEVEL.matcher(token).region(dot + 1, token.length()).matches()) {
            return !isFile(token) && !token.contains("..");
        }
        return token.indexOf('-') > 0
                && token.length() < 256
                && ADDRESS.matcher(token).matches()
                && !DATE.matcher(token).lookingAt();
    }

    /// A queue's, a session's: digits and letters in one piece, and no cipher.
    static boolean looksLikeId(String token) {
        if (token.indexOf('-') == 6) {
            return EXIM.matcher(token).matches();
        }
        return token.length() >= 8
                && token.length() < 256
                && ID.matcher(token).matches()
                && !PROMPTS.contains(token)
                && !CIPHER.matcher(token).matches();
    }
}
