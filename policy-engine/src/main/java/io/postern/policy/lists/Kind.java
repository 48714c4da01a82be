package io.postern.policy.lists;

import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.ReverseName.Status;
import io.postern.events.Network;
import java.util.Locale;

/// What the entries of a list are compared with. In the order in which lists are looked at: dovecot_web_auth's
/// nine,
/// with
/// dovecot_badclients' organisations behind the names that they are like, and the coordinates at the end.
public enum Kind {
    IP_NETWORKS,
    REVERSE_NAMES,
    NETWORK_NAMES,
    NETWORK_COUNTRIES,
    ENTITIES,
    AS_NUMBERS,
    AS_NAMES,
    AS_COUNTRIES,
    ORGANISATIONS,
    PLACES,
    COORDINATES;

    /// What a client without a reverse name is called, as in dovecot_web_auth.
    private static final String NO_NAME = "<>";

    /// As it stands in lists.yaml.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether entries are patterns, so that how they are anchored makes a difference.
    boolean hasPatterns() {
        return switch (this) {
            case REVERSE_NAMES, NETWORK_NAMES, AS_NAMES, ORGANISATIONS -> true;
            case IP_NETWORKS, NETWORK_COUNTRIES, ENTITIES, AS_NUMBERS, AS_COUNTRIES, PLACES, COORDINATES -> false;
        };
    }

    /// The entry that the client is on; null when there is none. What is not known matches nothing.
    Entry find(Index index, ClientProfile client) {
        ClientProfile.Registration registration = client.registration();
        return switch (this) {
            case IP_NETWORKS -> index.network(Network.of(client.client()));
            case REVERSE_NAMES -> index.text(reverseName(client.reverse()));
            case NETWORK_NAMES -> registration == null ? null : index.text(registration.netName());
            case NETWORK_COUNTRIES -> registration == null ? null : index.word(registration.country());
            case ENTITIES -> registration == null ? null : index.anyWord(registration.entities());
            case AS_NUMBERS ->
                first(
                        index.number(client.origin().asn()),
                        registration == null ? null : index.number(registration.asn()));
            case AS_NAMES ->
                first(
                        registration == null ? null : index.text(registration.asDescription()),
                        index.text(client.origin().organisation()));
            case AS_COUNTRIES -> registration == null ? null : index.word(registration.asCountry());
            case ORGANISATIONS -> index.text(client.origin().organisation());
            case PLACES ->
                first(
                        index.anyNumber(client.place().geonames()),
                        first(
                                index.word(client.place().city()),
                                index.anyWord(client.place().subdivisions())));
            case COORDINATES -> index.circle(client.place());
        };
    }

    /// A failed look-up is no missing name.
    private static String reverseName(ClientProfile.ReverseName reverse) {
        boolean missing = reverse.status() == Status.NXDOMAIN || reverse.status() == Status.NO_PTR;
        return missing ? NO_NAME : reverse.name();
    }

    private static Entry first(Entry one, Entry other) {
        return one != null ? one : other;
    }
}
