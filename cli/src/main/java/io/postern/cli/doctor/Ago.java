package io.postern.cli.doctor;

import java.time.Duration;

/// A time that has passed, for people.
final class Ago {

    private Ago() {}

    static String of(Duration since) {
        if (since.isNegative()) {
            return "in the future by " + -since.toSeconds() + " s";
        }
        if (since.toDays() > 1) {
            return since.toDays() + " days ago";
        }
        return since.toHours() > 1
                ? since.toHours() + " hours ago"
                : since.toMinutes() > 1 ? since.toMinutes() + " minutes ago" : since.toSeconds() + " s ago";
    }
}
