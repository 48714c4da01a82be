package io.postern.collector.enforcing;

/// What is asked over the agent's socket.
///
/// @param command `unlock`, `list` or `status`
/// @param address whom to unlock
/// @param grace how long to let in whoever bans (ISO 8601); null for as long as the bans of now would last
/// @param dryRun whether only to tell what would be lifted
/// @param limit of a list; 0 for the usual number
record AgentRequest(String command, String address, String grace, boolean dryRun, int limit) {

    private static final int USUAL = 200;
    private static final int MOST = 1_000_000;

    int most() {
        if (limit < 0 || limit > MOST) {
            throw new IllegalArgumentException("limit: 1 to " + MOST + ", was " + limit);
        }
        return limit == 0 ? USUAL : limit;
    }
}
