package io.postern.policy.lists;

import java.util.List;

/// A list as lists.yaml declares it; its entries are still to be read.
///
/// @param kind null for a pack, which has several
/// @param full whether patterns must match the whole text
record ListDeclaration(String name, Kind kind, boolean full, Scope scope, Treatment treatment, Origin origin) {

    /// Where its entries come from.
    sealed interface Origin {

        /// Beside lists.yaml, unless the path is absolute.
        record InFile(String file) implements Origin {}

        record InPlace(List<String> entries) implements Origin {}

        record Shipped(String pack) implements Origin {}

        record Fetched(Feed feed) implements Origin {}

        /// By commands only.
        record Nowhere() implements Origin {}
    }
}
