package io.postern.collector.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.parsing.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client's own words (`{…}` in the templates: user names, HELOs, headers, commands) are made of pieces of
/// the very line that they stand in, with another address in it. Whatever they are, that address is never
/// reported.
class NobodyIsFramedTest {

    private static final String TRUE = "203.0.113.7";
    private static final String FORGED = "198.51.100.66";
    private static final int TRIES = 4000;
    private static final int LONG = 1 << 18;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20 10:34:34 login authenticator failed for ({helo}) [203.0.113.7]:4312 I=[192.0.2.25]:587: 535 Incorrect authentication data (set_id={user})",
                "2026-11-20 10:34:34 login authenticator failed for h.example.org ({helo}) [203.0.113.7] U={ident}: 535 Incorrect authentication data (set_id={user})",
                "2026-11-20 10:34:34 login authenticator failed for h.example.org [203.0.113.7]: 535 Incorrect authentication data (set_id={user})",
                "2026-11-20 10:34:34 SMTP protocol error in \"AUTH {mechanism}\" H=({helo}) [203.0.113.7] AUTH command used when not advertised",
                "2026-11-20 10:34:34 H=({helo}) [203.0.113.7] F=<a@example.org> rejected RCPT <{recipient}>: SMTP AUTH is required",
                "2026-11-20 10:34:34 1rAbCd-0001Xy-Zz <= a@example.org H=({helo}) [203.0.113.7] P=esmtpsa A=plain:ada S=812 T=\"{subject}\"",
                "Nov 20 10:34:34 mail sm-mta[7]: 5AKDgOM005976: AUTH failure (LOGIN): authentication failure (-13) no, user={user}, relay=h.example.org [203.0.113.7] (may be forged)",
                "Nov 20 10:34:34 mail sm-mta[7]: 5AKDgOM005976: AUTH=server, relay=h.example.org [203.0.113.7], authid={user}, mech=PLAIN, bits=0",
                "Nov 20 10:34:34 mail cyrus/imap[7]: badlogin: h.example.org [203.0.113.7] plaintext {user} SASL(-13): authentication failure: checkpass failed",
                "Nov 20 10:34:34 mail cyrus/imap[7]: login: h.example.org [203.0.113.7] {user} PLAIN User logged in SESSIONID=<1>",
                "Nov 20 10:34:34 mail imapd: LOGIN FAILED, user={user}, ip=[203.0.113.7], port=[4312]",
                "Nov 20 10:34:34 mail imapd: LOGIN, user={user}, ip=[203.0.113.7], port=[4312], protocol=IMAP",
                "Nov 20 10:34:34 mail courieresmtpd: error,relay=::ffff:203.0.113.7,port=4312,msg=\"535 Authentication failed.\",cmd: AUTH LOGIN {user}",
                "Nov 20 10:34:34 web roundcube: IMAP Error: Login failed for {user} from 203.0.113.7. AUTHENTICATE PLAIN: NO {user} failed in /r.php on line 205 (POST {page})",
                "Nov 20 10:34:34 web roundcube: IMAP Error: Login failed for {user} against h from 203.0.113.7(X-Real-IP: {header}). LOGIN: NO in /r.php on line 205 (POST /)",
                "[20-Nov-2026 10:34:34 +0000]: <4z506z6r> Failed login for {user} from 203.0.113.7 in session 4z506z6r (error: 0)",
                "[20-Nov-2026 10:34:34 +0000]: Failed login for {user} from 203.0.113.7 (X-Forwarded-For: {header}) in session 4z506z6r (error: 0)",
                "Nov 20 10:34:34 sogod [7]: SOGoRootPage Login from '{header}, 203.0.113.7' for user '{user}' might not have worked - password policy: 65535  grace: -1  expire: -1  bound: 0",
                "Nov 20 10:34:34 mail smtpd[7]: 88166f7f21c951f4 smtp authentication user={user} result=permfail",
                "Nov 20 10:34:34 mail smtpd[7]: 38dd06274cde1fd8 smtp event=authentication user={user} address=203.0.113.7 host=h.example.org result=permfail",
                "Nov 20 10:34:34 mail smtpd[7]: 88166f7f21c951f4 smtp failed-command command=\"{command}\" result=\"535 Authentication failed\"",
                "Nov 20 10:34:34 mail auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser={user} rhost=203.0.113.7  user={user}",
                "2026/11/20 10:34:34 [info] 8#8: *7 client login failed: \"no {user}\" while in http auth state, client: 203.0.113.7, server: 0.0.0.0:143, login: \"{user}\"",
                "Nov 20 10:34:34 mail imapd[7]: Login failed user={user} auth={user} host=h.example.org [203.0.113.7]",
                "Nov 20 10:34:34 mail solid-pop3d[7]: authentication failed for user {user} - 203.0.113.7",
                "Nov 20 10:34:34 mail perdition[7]: Auth: 203.0.113.7:2274->192.0.2.9:993 client-secure=ssl authorisation_id={user} authentication_id=\"{user}\" server=\"h:993\" protocol=IMAP4 server-secure=ssl status=\"failed: x\"",
                "Nov 20 10:34:34 HORDE [error] [imp] FAILED LOGIN for {user} [203.0.113.7] to {h:993 [imap]} [pid 7 on line 139 of /srv/imp.php\"]",
                "Fri Nov 20 10:34:34 2026 - [7] (203.0.113.7) {user} - login error - no such user - loginname={user}",
                "78017 00cff -- none -- - 2026-11-20T10:34:41+00:00 WARN (4): Tinebase_Controller::login::106 Login with username {user} from 203.0.113.7 failed (-1)!",
                "2026:11:20-10:34:34: '203.0.113.7' 5 failed login attempt. Invalid account '{user}'",
                "2026-11-20 10:34:34,616 INFO  [qtp93-137:https://h:7071/] [name={user};oip=203.0.113.7;ua={agent};] SoapEngine - handler exception: authentication failed for [{user}], invalid password",
                "2026-11-20 10:34:34   smtp: {user} [203.0.113.7] authentication failure using internet password",
                "2026-11-20T10:34:34.514Z,05,1,192.0.2.25:110,203.0.113.7:55576,\"{user}\",193,21,69,auth, PLAIN,\"R=\"\"-ERR\"\";Msg=\"\"AuthFailed:LogonDenied,User: {user}\"\"\",",
            })
    void reportsTheTrueAddressOrNone(String template) {
        Random random = new Random(template.hashCode());
        String own = template.replaceAll("\\{\\w+}", "x").replace(TRUE, FORGED);
        LineParser parser = Readings.parser();
        for (int i = 0; i < TRIES; i++) {
            String line = filled(template, () -> words(own, random));
            if (parser.read(line) instanceof Reading.Attempt attempt) {
                assertThat(attempt.client().toString()).as(line).isNotEqualTo(FORGED);
            }
        }
    }

    /// What stands around an address again and again, so that the places to look at are as many as can be.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20 10:34:34 login authenticator failed for (|x) [203.0.113.7]: |) [203.0.113.7] U=|) [1.1.1.1] A=\"",
                "2026-11-20 10:34:34 SMTP protocol error in \"AUTH |\" H=|) [203.0.113.7]|\" H=(a) [203.0.113.7] U=",
                "2026-11-20 10:34:34 1rAbCd-0001Xy-Zz <= a@example.org H=(|) [203.0.113.7] P=esmtpsa |) [1.1.1.1] T=\"",
                "Nov 20 10:34:34 mail sm-mta[7]: AUTH failure (LOGIN): |, relay=[203.0.113.7]| (-1",
                "Nov 20 10:34:34 mail imapd[7]: badlogin: |a[203.0.113.7] | SASL(-|[",
                "Nov 20 10:34:34 mail imapd: LOGIN FAILED, user=|, ip=[203.0.113.7]|, a",
                "Nov 20 10:34:34 web roundcube: IMAP Error: Login failed for | from 203.0.113.7. A| on line 1 (| from aaaaaaaaaaaaaaaa",
                "Nov 20 10:34:34 sogod [7]: SOGoRootPage Login from '|203.0.113.7, |10.0.0.1, |' for user '",
                "Nov 20 10:34:34 mail smtpd[7]: 38dd06274cde1fd8 smtp event=authentication user=| address=203.0.113.7 host=h| result=",
                "Nov 20 10:34:34 mail auth: pam_unix(dovecot:auth): authentication failure; | rhost=203.0.113.7| ruser=",
                "2026/11/20 10:34:34 [info] 8#8: *7 client login failed: \"|\" while in http auth state, client: 203.0.113.7|, server: a:1",
                "2026-11-20 10:34:34,616 INFO  [|] [oip=|;oip=203.0.113.7;",
                "<co ts=\"| tr=\"TCP|1.1.1.1|25|203.0.113.7|1",
            })
    void takesTimeInProportionToTheLength(String startAndPieces) {
        String[] parts = startAndPieces.split("\\|", -1);
        for (int i = 1; i < parts.length; i++) {
            byte[] line = (parts[0] + parts[i].repeat(LONG / parts[i].length())).getBytes(StandardCharsets.UTF_8);
            LineParser parser = Readings.parser();
            long began = System.nanoTime();
            parser.read(line, 0, line.length);
            // A quadratic reader needs a minute for this; the bound only has to tell the two apart.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(parts[i]).isLessThan(Duration.ofSeconds(2));
        }
    }

    private interface Words {
        String next();
    }

    /// The same name has the same words wherever it stands, but for headers.
    private static String filled(String template, Words words) {
        String line = template;
        while (line.matches("(?s).*\\{(helo|user|ident|mechanism|recipient|subject|page|header|command|agent)}.*")) {
            String name = line.replaceAll(
                    "(?s).*?(\\{(?:helo|user|ident|mechanism|recipient|subject|page|header|command|agent)}).*", "$1");
            line = line.replace(name, words.next().replace("{", "("));
        }
        return line;
    }

    /// One to four pieces of the line, or all that surrounds its address.
    private static String words(String own, Random random) {
        StringBuilder words = new StringBuilder("x");
        int address = own.indexOf(FORGED);
        for (int pieces = random.nextInt(4); pieces >= 0; pieces--) {
            int from = random.nextInt(own.length());
            int to = from + random.nextInt(own.length() - from) + 1;
            if (address >= 0 && random.nextBoolean()) {
                from = Math.max(0, address - random.nextInt(30));
                to = Math.min(own.length(), address + FORGED.length() + random.nextInt(60));
            }
            words.append(own, from, to);
        }
        return words.toString();
    }
}
