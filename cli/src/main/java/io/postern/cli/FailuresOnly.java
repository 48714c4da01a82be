package io.postern.cli;

import io.postern.collector.following.Receipt;
import io.postern.collector.parsing.Reading;
import io.postern.collector.shipping.HeldTries;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Passes on what counts as a failure, and of several password databases' words on one try only what became of it, as
/// the collector does.
final class FailuresOnly implements ReadingSink {

    private final Explanation explanation;
    private final HeldTries held = new HeldTries(this::settled);

    FailuresOnly(Explanation explanation) {
        this.explanation = explanation;
    }

    @Override
    public void take(Said said) throws IOException {
        Reading.Attempt attempt = switch (said.reading()) {
            case Reading.Attempt told -> told;
            case Reading.Mail mail -> mail.login();
            case Reading.NoAttempt none -> null;
            case Reading.Ambiguous unclear -> null;
            case Reading.Ignored ignored -> null;
            case Reading.Unreadable unreadable -> null;
        };
        if (attempt == null) {
            return;
        }
        try {
            held.take(new HeldTries.Line(attempt, String.valueOf(said.file()), said.number()), 0);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Receipt settled(HeldTries.Line line) {
        if (line.attempt().outcome().isFailure()) {
            String file = line.id().equals("null") ? null : line.id();
            try {
                explanation.take(new Said(file, line.offset(), null, 0, 0, line.attempt()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Receipt.SAFE;
    }

    @Override
    public void close() throws IOException {
        held.shipAll();
        explanation.close();
    }
}
