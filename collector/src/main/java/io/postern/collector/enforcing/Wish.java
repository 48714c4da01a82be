package io.postern.collector.enforcing;

import io.postern.events.Enforcement;

/// What is to become of a network on this host.
sealed interface Wish {

    /// To be kept out.
    record KeptOut(HeldBan ban, Enforcement.Occasion occasion) implements Wish {}

    /// To be let in.
    ///
    /// @param ban the ban that is lifted; null when none is known
    record LetIn(HeldBan ban, Enforcement.Cause cause) implements Wish {}
}
