package io.postern.cli.anonymize;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the value of a `key=value` is, or of a field in JSON.
enum Field {
    /// An account or a mail address.
    NAME(
            "user username ruser user_name login logname account authid authzid set_id sasl_username sasl_sender orig_user "
                    + "original_user master_user login_user auth_user translated_user orig_to to from ctladdr arg1 arg2 "
                    + "recipient sender rcpt box mailbox u f ident"),
    HOST("host rhost helo ehlo hostname _hostname client relay server rdns ptr fqdn mta h computer"),
    SESSION("session sid id queueid queue_id evpid rid x-session-id"),
    MESSAGE_ID("message-id msgid message_id resent-message-id"),
    /// Free text.
    TEXT("subject t dn cn sni issuer"),
    /// `authenticator:account`.
    AUTHENTICATOR("a"),
    /// A whole log line, in JSON.
    LINE("log message msg");

    private static final Map<String, Field> BY_KEY = new HashMap<>();

    static {
        for (Field field : values()) {
            field.keys.forEach(key -> BY_KEY.put(key, field));
        }
    }

    private final List<String> keys;

    Field(String keys) {
        this.keys = List.of(keys.split(" ", -1));
    }

    /// Null for any other.
    static Field of(String key) {
        return BY_KEY.get(key.toLowerCase(Locale.ROOT));
    }

    String pseudonym(String value, Pseudonyms pseudonyms) {
        return switch (this) {
            case NAME -> pseudonyms.mail(value);
            case HOST -> pseudonyms.host(value);
            case SESSION -> value.indexOf('@') < 0 ? pseudonyms.id(value) : pseudonyms.messageId(value); // Exim's id=
            case MESSAGE_ID -> pseudonyms.messageId(value);
            case TEXT, LINE -> pseudonyms.name(value);
            case AUTHENTICATOR -> {
                int colon = value.indexOf(':');
                yield value.substring(0, colon + 1) + (colon < 0 ? value : pseudonyms.mail(value.substring(colon + 1)));
            }
        };
    }
}
