package io.postern.policy.lists;

import io.postern.policy.rules.Rule;
import java.time.Duration;

/// What follows when a client is on a list.
///
/// @param lasts how long; told anew when the client comes again later
public record Treatment(Then then, Duration lasts, Rule.Mode mode) {

    public enum Then {
        /// Logins are to be refused; other doors and mail stay open.
        DENY,
        BAN,
        ALERT
    }
}
