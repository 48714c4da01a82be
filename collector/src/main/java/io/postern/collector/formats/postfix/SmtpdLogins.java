package io.postern.collector.formats.postfix;

import java.util.LinkedHashMap;
import java.util.Map;

/// Tells the first message of a login from those that follow on the same connection: Postfix names the login with each
/// message, but it was one login. A process of smtpd serves one connection at a time.
///
/// Bounded; what is forgotten too early, or with a restart, counts as a login once more.
final class SmtpdLogins {

    private static final int PROCESSES = 512;

    private final Map<Long, String> loginByProcess = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > PROCESSES;
        }
    };

    boolean isNew(long process, String login) {
        return !login.equals(loginByProcess.put(process, login));
    }

    /// A connection began or ended.
    void forget(long process) {
        if (!loginByProcess.isEmpty()) {
            loginByProcess.remove(process);
        }
    }
}
