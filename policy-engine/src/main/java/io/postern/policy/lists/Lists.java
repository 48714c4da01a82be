package io.postern.policy.lists;

import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ListEntry;
import io.postern.events.Network;
import io.postern.events.Service;
import io.postern.policy.rules.NetworkTable;
import io.postern.policy.rules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All lists in force at one moment; a change makes new ones. The first that an attempt is on decides: services
/// that
/// are
/// switched off, then nothing for networks that are left alone, then the lists by their kind and, within a kind, as
/// lists.yaml has them.
public final class Lists {

    /// The rule's name in decisions about a door that is closed.
    public static final String DISABLED_SERVICES = "disabled-services";

    public static final Lists NONE = new Lists(Set.of(), List.of(), List.of());

    private static final Treatment CLOSED = new Treatment(Treatment.Then.DENY, Duration.ofDays(1), Rule.Mode.ENFORCE);

    private final Set<Service> disabled;
    private final NetworkTable<Network> ignored = new NetworkTable<>();
    private final List<Network> ignoredNetworks;
    private final List<OperatorList> lists;

    Lists(Set<Service> disabled, List<Network> ignored, List<OperatorList> lists) {
        this.disabled = Set.copyOf(disabled);
        this.ignoredNetworks = List.copyOf(ignored);
        ignored.forEach(network -> this.ignored.put(network, network));
        this.lists =
                lists.stream().sorted(Comparator.comparing(OperatorList::kind)).toList();
    }

    /// Empty when it is on none.
    ///
    /// @param exempt whether the client is private or the like; a closed door is closed to it too
    /// @param at the moment that it is about
    public Optional<Match> first(AttemptObserved attempt, ClientProfile client, boolean exempt, Instant at) {
        if (disabled.contains(attempt.service())) {
            String entry = DISABLED_SERVICES + ": " + attempt.service().wire();
            return Optional.of(new Match(DISABLED_SERVICES, entry, CLOSED, Set.of(attempt.service()), false));
        }
        if (exempt || ignored.holding(Network.of(attempt.client())).isPresent()) {
            return Optional.empty();
        }
        for (OperatorList list : lists) {
            Optional<Match> match = list.match(attempt, client, at);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    /// Whether there is nothing to look for.
    public boolean isEmpty() {
        return disabled.isEmpty() && lists.isEmpty();
    }

    /// Whether a list may find more once slow look-ups have finished.
    public boolean growsWithProfiles() {
        return lists.stream().anyMatch(list -> list.kind() != Kind.IP_NETWORKS);
    }

    /// Why a text cannot be added to a list by command; empty when it can.
    public Optional<String> refusal(String list, String entry) {
        List<OperatorList> named =
                lists.stream().filter(each -> each.name().equals(list)).toList();
        return named.isEmpty()
                ? Optional.of("there is no list '" + list + "'")
                : named.size() > 1
                        ? Optional.of("'" + list + "' is a pack of several kinds; make a list of your own for it")
                        : named.getFirst().refusal(entry);
    }

    /// Of all lists.
    public Set<String> names() {
        return lists.stream().map(OperatorList::name).collect(Collectors.toSet());
    }

    /// With what commands have added.
    ///
    /// @param standing of the list of a name
    public Lists with(Function<String, Collection<ListEntry>> standing) {
        return new Lists(
                disabled,
                ignoredNetworks,
                lists.stream()
                        .map(list -> list.with(standing.apply(list.name())))
                        .toList());
    }

    /// `countries (network-countries, 3)`, for the log.
    public List<String> described() {
        return lists.stream()
                .map(list -> list.name() + " (" + list.kind().word() + ", "
                        + list.index().size() + ")")
                .toList();
    }
}
