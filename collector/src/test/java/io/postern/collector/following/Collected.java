package io.postern.collector.following;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A handler for tests: keeps the lines, confirms at once or when told, and can refuse.
final class Collected implements LineHandler {

    private final List<String> lines = new ArrayList<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private final List<Receipt.Pending> unconfirmed = new ArrayList<>();
    private final Set<Instant> written = new LinkedHashSet<>();
    private Instant nextWritten;
    private boolean confirming = true;
    private int room = Integer.MAX_VALUE;
    private int rewinds;

    @Override
    public Receipt take(String file, long offset, byte[] bytes, int from, int to, boolean whole) {
        if (room == 0) {
            return null;
        }
        room--;
        written.add(nextWritten);
        lines.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        ids.add(file + "@" + offset);
        if (confirming) {
            return Receipt.SAFE;
        }
        Receipt.Pending receipt = Receipt.pending();
        unconfirmed.add(receipt);
        return receipt;
    }

    @Override
    public void writtenUntil(Instant moment) {
        nextWritten = moment;
    }

    @Override
    public void rewound() {
        rewinds++;
    }

    Collected room(int lines) {
        room = lines;
        return this;
    }

    Collected confirmingLater() {
        confirming = false;
        return this;
    }

    void confirm(int index) {
        unconfirmed.get(index).confirm();
    }

    void confirmAll() {
        unconfirmed.forEach(Receipt.Pending::confirm);
    }

    /// In the order they came, those read twice included.
    List<String> lines() {
        return lines;
    }

    /// Of different lines.
    Set<String> ids() {
        return ids;
    }

    /// When the files of the lines were last written.
    Set<Instant> written() {
        return written;
    }

    int rewinds() {
        return rewinds;
    }
}
