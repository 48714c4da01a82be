package io.postern.policy.lists;

import io.postern.events.ListEntry;

/// One line of a list.
///
/// @param place where it stands: `countries.list:3`, or who put it there by command
/// @param standing the command's word; null for a line of a file
public record Entry(String text, String place, ListEntry standing) {

    /// `countries.list:3: CN`
    @Override
    public String toString() {
        return place + ": " + text;
    }
}
