package io.postern.policy.deciding;

import io.postern.events.Address;
import io.postern.events.Subject;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.rules.Per;
import io.postern.policy.rules.Prefixes;
import io.postern.policy.rules.Rulebook;
import java.util.List;

/// For whom an attempt counts.
final class Subjects {

    private Subjects() {}

    /// One or none: not every attempt names an account, and not every network is known.
    ///
    /// @param prefixes used for networks only
    static List<Subject> of(Per per, CountedAttempt counted, Prefixes prefixes) {
        Address client = counted.attempt().client();
        String account = counted.attempt().account();
        boolean named = account != null && !account.isBlank();
        return switch (per) {
            case CLIENT -> List.of(new Subject.Client(client));
            case CLIENT_AND_ACCOUNT -> named ? List.of(new Subject.Login(client, account)) : List.of();
            case NETWORK -> List.of(new Subject.Range(prefixes.of(client)));
            case ACCOUNT -> named ? List.of(new Subject.Account(account)) : List.of();
            case ASN ->
                counted.where().asn() == null || counted.where().asn() < 1
                        ? List.of()
                        : List.of(new Subject.Asn(counted.where().asn()));
        };
    }

    static Per per(Subject subject) {
        return switch (subject) {
            case Subject.Client client -> Per.CLIENT;
            case Subject.Login login -> Per.CLIENT_AND_ACCOUNT;
            case Subject.Range range -> Per.NETWORK;
            case Subject.Account account -> Per.ACCOUNT;
            case Subject.Asn asn -> Per.ASN;
        };
    }

    /// From where somebody logged in: to an account a network, to a network a client.
    static String origin(Subject subject, CountedAttempt counted, Rulebook rulebook) {
        Address client = counted.attempt().client();
        return subject instanceof Subject.Account
                ? prefixes(rulebook).of(client).toString()
                : client.toString();
    }

    /// All rules of one file have the same.
    private static Prefixes prefixes(Rulebook rulebook) {
        return rulebook.rules().isEmpty()
                ? Prefixes.USUAL
                : rulebook.rules().getFirst().prefixes();
    }
}
