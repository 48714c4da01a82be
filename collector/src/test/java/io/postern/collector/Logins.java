package io.postern.collector;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Failed logins as a mail server tells of them, each of an account of its own.
final class Logins {

    private Logins() {}

    static List<String> accounts(String kind, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> kind + i + "@example.org")
                .toList();
    }

    /// What Dovecot's login process says, without a header.
    static String message(String account) {
        return "imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<" + account
                + ">, method=PLAIN, rip=203.0.113.7, lip=192.0.2.25, session=<abc>";
    }

    static String syslog(String account) {
        return "<22>1 2026-11-20T10:34:32Z mx1 dovecot - - - " + message(account);
    }

    static String event(String account) {
        return """
                {"event":"auth_passdb_request_finished","hostname":"mx1","start_time":"2026-11-20T10:21:43.032474Z",\
                "end_time":"2026-11-20T10:21:43.033796Z","categories":["service:auth","auth"],"fields":{"mechanism":"PLAIN",\
                "service":"imap","session":"aXpN","original_user":"%s","user":"%s","result":"password_mismatch",\
                "passdb_id":"1","remote_ip":"203.0.113.9"}}""".formatted(account, account);
    }

    /// Over one connection. Returns when the collector has closed it: then it has put all of it into its spool.
    static void send(int port, List<String> accounts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(accounts.stream()
                    .map(account -> syslog(account) + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) {
                throw new IOException("syslog does not answer");
            }
        }
    }
}
