package io.postern.collector.formats.postfix;

import io.postern.events.Address;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many lines have told of SASL on each connection, so that its end, which sums them up, tells only of the rest.
///
/// Bounded; what is forgotten too early, or with a restart in the middle of a connection, is told once more at its end.
final class ToldFailures {

    private static final int CONNECTIONS = 1024;

    private record Connection(long process, Address client) {}

    private final Map<Connection, Integer> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Connection, Integer> eldest) {
            return size() > CONNECTIONS;
        }
    };

    void tell(long process, Address client) {
        told.merge(new Connection(process, client), 1, Integer::sum);
    }

    /// What was told, and forgets it: the connection is over.
    int end(long process, Address client) {
        Integer count = told.remove(new Connection(process, client));
        return count == null ? 0 : count;
    }
}
