package io.postern.policy.lists;

import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ListEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// One list in force.
///
/// @param full whether patterns must match the whole text
record OperatorList(
        String name, Kind kind, boolean full, Scope scope, Treatment treatment, Index index, Index commanded) {

    static final Index NONE = new Index(List.of(), true);

    /// @param at the moment that it is about: an entry by command may hold for a time only
    Optional<Match> match(AttemptObserved attempt, ClientProfile client, Instant at) {
        if (!scope.holds(attempt)) {
            return Optional.empty();
        }
        Entry byCommand = commanded.size() == 0 ? null : kind.find(commanded, client);
        Entry entry = byCommand != null && byCommand.standing().holdsAt(at) ? byCommand : kind.find(index, client);
        return entry == null
                ? Optional.empty()
                : Optional.of(new Match(name, entry.toString(), treatment, scope.services(), scope.ofAccounts()));
    }

    /// Why the text cannot be an entry; empty when it can.
    Optional<String> refusal(String text) {
        try {
            Term.of(kind, text.strip());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /// With what commands have added; an entry that is none any more, for the list has become another, is left out.
    OperatorList with(Collection<ListEntry> standing) {
        List<Index.Read> read = new ArrayList<>();
        for (ListEntry each : standing) {
            boolean takenBack = each.until() != null && !each.until().isAfter(each.from());
            if (!takenBack && refusal(each.entry()).isEmpty()) {
                read.add(new Index.Read(
                        Term.of(kind, each.entry().strip()), new Entry(each.entry(), "by " + each.author(), each)));
            }
        }
        return new OperatorList(name, kind, full, scope, treatment, index, new Index(read, full));
    }
}
