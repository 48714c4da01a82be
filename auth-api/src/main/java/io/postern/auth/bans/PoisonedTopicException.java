package io.postern.auth.bans;

/// So much of a topic cannot be read that going on would be guessing.
final class PoisonedTopicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PoisonedTopicException(String message) {
        super(message);
    }
}
