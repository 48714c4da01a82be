package io.postern.enricher.names;

/// An answer of which one may tell more than another: a server that says SERVFAIL knows more than one that is silent.
interface Ranked {

    /// From here on the DNS told us something, be it that there is nothing.
    int ANSWER = 4;

    int rank();

    default boolean isAnswer() {
        return rank() >= ANSWER;
    }
}
