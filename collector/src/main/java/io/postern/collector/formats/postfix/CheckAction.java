package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;
import io.postern.events.Check;
import io.postern.events.MailFlowStep;

/// The word that says what came of a check (access(5), header_checks(5), milters), and what it makes of it.
enum CheckAction {
    REJECT("reject", Check.By.SERVER),
    REJECT_WARNING("reject_warning", Check.By.SERVER),
    /// header_checks' WARN.
    WARNING("warning", Check.By.SERVER),
    HOLD("hold", Check.By.SERVER),
    DISCARD("discard", Check.By.SERVER),
    FILTER("filter", Check.By.SERVER),
    REDIRECT("redirect", Check.By.SERVER),
    BCC("bcc", Check.By.SERVER),
    PREPEND("prepend", Check.By.SERVER),
    REPLACE("replace", Check.By.SERVER),
    STRIP("strip", Check.By.SERVER),
    MILTER_REJECT("milter-reject", Check.By.MILTER),
    MILTER_HOLD("milter-hold", Check.By.MILTER),
    MILTER_DISCARD("milter-discard", Check.By.MILTER),
    PROXY_REJECT("proxy-reject", Check.By.PROXY);

    private static final CheckAction[] ALL = values();

    private final String name;
    private final byte[] word;
    private final Check.By by;

    CheckAction(String word, Check.By by) {
        this.name = word;
        this.word = Bytes.of(word);
        this.by = by;
    }

    /// Null for any other word.
    static CheckAction of(byte[] line, int from, int to) {
        for (CheckAction action : ALL) {
            if (Bytes.equal(line, action.word, from, to)) {
                return action;
            }
        }
        return null;
    }

    Check.By by() {
        return by;
    }

    MailFlowStep step(Check check) {
        return switch (this) {
            case REJECT, MILTER_REJECT, PROXY_REJECT -> new MailFlowStep.Rejected(false, check);
            case REJECT_WARNING, WARNING -> new MailFlowStep.Rejected(true, check);
            case HOLD, MILTER_HOLD -> new MailFlowStep.Held(check);
            case DISCARD, MILTER_DISCARD -> new MailFlowStep.Discarded(check);
            case FILTER, REDIRECT, BCC, PREPEND, REPLACE, STRIP -> new MailFlowStep.Altered(name, check);
        };
    }
}
