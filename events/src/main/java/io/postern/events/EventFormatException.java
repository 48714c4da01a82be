package io.postern.events;

/// A topic holds bytes that are not the event they should be. The message names the topic and, where known, the field.
public final class EventFormatException extends RuntimeException {

    EventFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
