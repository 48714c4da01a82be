package io.postern.auth.bans;

/// A record of the bans topic that is neither a ban nor the tombstone of one.
final class UnreadableBanException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableBanException(String message, Throwable cause) {
        super(message, cause);
    }
}
