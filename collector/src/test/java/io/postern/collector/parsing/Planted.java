package io.postern.collector.parsing;

import java.util.List;
import java.util.Random;

/// Secrets in the places where mail servers write them.
public final class Planted {

    /// Where mail servers write a password, a hash of one or a SASL response; the last `@` is the secret.
    public static final List<String> ANNOUNCEMENTS = List.of(
            "auth-worker(12): sql(ada,192.0.2.1): Password mismatch (given password: @)",
            "auth-worker(12): sql(ada,192.0.2.1): unknown user (given password: @) - trying the next passdb",
            "auth-worker(12): pam(ada,192.0.2.1): unknown user (SHA1 of given password: @)",
            "auth(ada,192.0.2.1,sasl:plain)<s>: passwd: unknown user (given password: @)",
            "auth: Debug: client in: AUTH\t1\tPLAIN\tservice=imap\tresp=@ (previous base64 data may contain sensitive data)",
            "auth: Debug: client in: AUTH#0111#011PLAIN#011service=imap#011resp=@",
            "auth: Debug: client in: CONT\t1\t@",
            "auth: Debug: client passdb out: OK\t1\tuser=ada\tpass=@\tproxy",
            "auth: Debug: sql(ada,192.0.2.1): CRYPT(@) != '$6$salt$hash'",
            "auth: Debug: sql(ada,192.0.2.1): SHA512-CRYPT(x) != '@'",
            "auth: Debug: cache(ada,192.0.2.1): hit: {BLF-CRYPT}@\tuserdb_uid=8",
            "auth: Debug: sql(ada): query: SELECT 1 FROM users WHERE name = 'ada' AND password = '@'",
            "auth: Debug: sql(ada): query: SELECT 1 FROM users WHERE hash = ENCRYPT('@', hash)",
            "auth: Debug: ldap(ada): result: uid=ada; userPassword=@",
            "< unknown[192.0.2.1]: AUTH PLAIN @",
            "< unknown[192.0.2.1]: auth login @",
            "xsasl_dovecot_server_first: sasl_method PLAIN, init_response @",
            "xsasl_cyrus_server_next: decoded response @",
            "SMTP syntax error in \"AUTH PLAIN @\" H=x [192.0.2.1]",
            "imapd: LOGIN FAILED, user=ada, password=@, ip=[::ffff:192.0.2.1], port=[25]",
            "authdaemond: supplied password '@' does not match clearpasswd 'x'",
            "authdaemond: supplied password 'x' does not match encrypted password '@'",
            "authdaemond: Password for uid=ada,dc=example: '@' does not match clearpasswd 'x'",
            "authdaemond: Authenticated: address=ada, clearpasswd=@, passwd=x",
            "sogod [12]: {\"login\": \"ada\", \"password\": \"@\"}",
            "IMAP Error: Login failed for ada: array([user] => ada, [password] => @)",
            "qmail-pop3d: PASS @",
            "Authorization: Bearer @",
            "x: pass: @",
            "x: Passwd:@",
            "user=<x (given password: @)>, method=PLAIN, rip=192.0.2.1, lip=192.0.2.2, TLS, session=<aGVsbG8h>");

    private Planted() {}

    public static String in(String announcement, String secret) {
        int at = announcement.lastIndexOf('@');
        return announcement.substring(0, at) + secret + announcement.substring(at + 1);
    }

    /// Of the kind that people choose: more than one word, signs, brackets. Never short enough to stand elsewhere.
    public static String secret(Random random) {
        String signs = "!#%&*+-./:;<>?[]^_{|}~";
        StringBuilder secret = new StringBuilder();
        for (int word = 1 + random.nextInt(3); word > 0; word--) {
            secret.append("Zq").append(Integer.toHexString(random.nextInt() | 0x4000_0000));
            secret.append(signs.charAt(random.nextInt(signs.length()))).append("Xw");
            secret.append(word > 1 ? List.of(" ", ", ", ") ", "' ").get(random.nextInt(4)) : "");
        }
        return secret.toString();
    }

    /// The parts of a secret that may stand nowhere.
    public static List<String> words(String secret) {
        return List.of(secret.split("[ ,)'\"]+"));
    }
}
