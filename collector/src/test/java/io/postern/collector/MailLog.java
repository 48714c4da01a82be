package io.postern.collector;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A mail log that a test writes: each login tries an account of its own, so that each can be found again.
final class MailLog {

    private final Path file;
    private final List<String> accounts = new ArrayList<>();

    MailLog(Path file) {
        this.file = file;
    }

    void write(int logins) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < logins; i++) {
            int number = accounts.size();
            String account = "user" + number + "@example.org";
            lines.append(
                    "2026-11-20T10:34:%02dZ mx1 dovecot: imap-login: Disconnected: Connection closed (auth failed, "
                            .formatted(number % 60));
            lines.append(
                    "1 attempts in 2 secs): user=<%s>, method=PLAIN, rip=203.0.113.%d, lip=192.0.2.25, session=<s%d>\n"
                            .formatted(account, number % 200 + 1, number));
            lines.append(
                    "2026-11-20T10:34:00Z mx1 postfix/smtpd[1]: disconnect from unknown[203.0.113.9] commands=0/0\n");
            accounts.add(account);
        }
        Files.writeString(file, lines, CREATE, APPEND);
    }

    List<String> accounts() {
        return accounts;
    }

    Path file() {
        return file;
    }
}
