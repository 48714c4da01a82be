package io.postern.policy.rules;

import io.postern.policy.rules.Consequence.Action;
import io.postern.policy.rules.Consequence.OnSuccess;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Reads what follows at the limit: `then`, `for`, `escalate`, `delay`, `veto`, `on-success`.
final class ConsequenceKeys {

    private static final Set<String> ESCALATE_KEYS =
            RulesFile.ordered("factor", "multipliers", "most", "remember", "spread");

    private static final Duration LONGEST_FOR = Duration.ofDays(366);

    /// A client that waits longer for an answer has hung up.
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /// How long good logins are remembered.
    private static final Duration LONGEST_VETO = Duration.ofDays(30);

    private static final Duration USUAL_VETO = Duration.ofDays(7);
    private static final int HIGHEST_FACTOR = 100_000;

    private final YamlKeys keys;
    private final Per per;
    private final Count count;

    /// @param per null when it is wrong; so is the count
    ConsequenceKeys(YamlKeys keys, Per per, Count count) {
        this.keys = keys;
        this.per = per;
        this.count = count;
    }

    Consequence read() {
        Action action = keys.required("then", YamlKeys.word(Action.class));
        if (action == Action.BAN && per == Per.ASN) {
            keys.problem("then", "an autonomous system is not banned; what can follow: deny, delay, alert");
        }
        if (action != null && action != Action.ALERT && count != null && count.isAboutHabits()) {
            keys.problem("then", "whoever travels is no attacker; what can follow: alert");
        }
        Duration lasts = keys.required("for", RuleKeys.upTo(LONGEST_FOR));
        return new Consequence(
                action == null ? Action.ALERT : action, lasts, escalation(), delay(action), veto(action), onSuccess());
    }

    private Duration delay(Action action) {
        if (action == Action.DELAY) {
            return keys.required("delay", RuleKeys.upTo(LONGEST_DELAY));
        }
        if (keys.has("delay")) {
            keys.problem("delay", "goes with then: delay only");
        }
        return null;
    }

    private Duration veto(Action action) {
        boolean may = action == Action.BAN && per == Per.NETWORK;
        if (keys.has("veto") && !may) {
            keys.problem("veto", "goes with a ban per network only");
        }
        return may
                ? keys.optional(
                        "veto",
                        USUAL_VETO,
                        text -> text.equals("none")
                                ? null
                                : RuleKeys.upTo(LONGEST_VETO).apply(text))
                : null;
    }

    private OnSuccess onSuccess() {
        OnSuccess onSuccess = keys.optional("on-success", OnSuccess.NOTHING, YamlKeys.word(OnSuccess.class));
        if (keys.has("on-success") && per != null && !per.isOfOneClient()) {
            keys.problem("on-success", "goes with per: client and client+account only");
        }
        return onSuccess;
    }

    private Escalation escalation() {
        YamlKeys escalate = keys.mapping("escalate", ESCALATE_KEYS);
        if (escalate == null) {
            return null;
        }
        List<Integer> multipliers = escalate.list("multipliers", YamlKeys.number(1, HIGHEST_FACTOR));
        if (escalate.has("factor") == escalate.has("multipliers")) {
            keys.problem("escalate", "needs a factor or multipliers, and not both");
        }
        Double factor = escalate.optional("factor", 1.0, YamlKeys.decimal(1, HIGHEST_FACTOR));
        Duration most = escalate.required("most", RuleKeys.upTo(LONGEST_FOR));
        Duration remember = escalate.required("remember", RuleKeys.upTo(LONGEST_FOR));
        Duration spread = escalate.optional("spread", null, RuleKeys.upTo(LONGEST_FOR));
        boolean whole = factor != null && most != null && remember != null && !multipliers.contains(null);
        return whole ? new Escalation(factor, multipliers, most, remember, spread) : null;
    }
}
