package io.postern.events;

/// One try to deliver a message to one recipient.
///
/// @param recipient as delivered to
/// @param originalRecipient before aliases (`orig_to=`); null when it is the same
/// @param relay the next hop's name, with its socket when it has one (`mx1.example.org[private/lmtp]`), or the agent
///     (`local`, `dovecot`); null for none
/// @param relayAddress null when the next hop is no network host, or none was reached
/// @param relayPort 0 when not told
/// @param connectionUses how many deliveries the connection has had, this one included; 0 when it is new
/// @param delaySeconds from the message's arrival to this try's end
/// @param delays where the time went; null when not told
/// @param dsn enhanced status code (`2.0.0`); null when not told
/// @param reply the next hop's words, or the agent's
public record Delivery(
        String recipient,
        String originalRecipient,
        String relay,
        Address relayAddress,
        int relayPort,
        int connectionUses,
        double delaySeconds,
        Delays delays,
        String dsn,
        String reply) {

    public Delivery {
        recipient = Text.clean(recipient);
        originalRecipient = Text.clean(originalRecipient);
        relay = Text.clean(relay);
        Require.atLeast(0, relayPort, "delivery.relayPort");
        Require.atLeast(0, connectionUses, "delivery.connectionUses");
        if (!(delaySeconds >= 0)) {
            throw new IllegalArgumentException("delivery.delaySeconds: at least 0, was " + delaySeconds);
        }
        dsn = Text.clean(dsn);
        reply = Text.clean(reply);
    }

    /// Seconds, as Postfix' `delays=a/b/c/d` has them.
    ///
    /// @param beforeQueue until the queue manager took it, transmission in included
    /// @param inQueue in the queue manager
    /// @param connection name look-up, connecting, HELO and TLS
    /// @param transmission sending the message
    public record Delays(double beforeQueue, double inQueue, double connection, double transmission) {

        public Delays {
            if (!(beforeQueue >= 0) || !(inQueue >= 0) || !(connection >= 0) || !(transmission >= 0)) {
                throw new IllegalArgumentException("delivery.delays: at least 0");
            }
        }
    }
}
