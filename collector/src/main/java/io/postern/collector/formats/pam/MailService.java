package io.postern.collector.formats.pam;

import io.postern.events.Service;
import java.util.Locale;

/// Which names of programs and of PAM services are those of mail servers.
final class MailService {

    private MailService() {}

    /// [Service#OTHER] where the name does not tell which; null for what is no mail service.
    static Service of(String program) {
        int parenthesis = program.indexOf('(');
        String name = (parenthesis < 0 ? program : program.substring(0, parenthesis)).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "imap", "imaps", "imapd", "imapd-ssl" -> Service.IMAP;
            case "pop", "pop3", "pop3s", "pop3d", "pop3d-ssl", "ipop3d" -> Service.POP3;
            case "smtp", "smtps", "smtpd", "smtpauth", "exim", "exim4", "sendmail", "postfix", "esmtpd" -> Service.SMTP;
            case "submission" -> Service.SUBMISSION;
            case "sieve", "managesieve", "timsieved" -> Service.SIEVE;
            case "dovecot",
                    "dovecot-auth",
                    "auth",
                    "auth-worker",
                    "saslauthd",
                    "authdaemond",
                    "mail",
                    "courier",
                    "cyrus" -> Service.OTHER;
            default -> null;
        };
    }
}
