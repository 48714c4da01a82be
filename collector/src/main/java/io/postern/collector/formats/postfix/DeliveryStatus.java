package io.postern.collector.formats.postfix;

import io.postern.collector.parsing.Bytes;

/// How a delivery ended, in Postfix' words.
enum DeliveryStatus {
    SENT,
    DEFERRED,
    BOUNCED,
    /// Of a probe (address verification).
    DELIVERABLE,
    UNDELIVERABLE;

    private record Word(byte[] word, DeliveryStatus status) {}

    private static final Word[] WORDS = {
        new Word(Bytes.of("sent"), SENT),
        new Word(Bytes.of("deferred"), DEFERRED),
        new Word(Bytes.of("bounced"), BOUNCED),
        new Word(Bytes.of("expired"), BOUNCED),
        // soft_bounce = yes: it would have been bounced and stays in the queue
        new Word(Bytes.of("SOFTBOUNCE"), DEFERRED),
        new Word(Bytes.of("deliverable"), DELIVERABLE),
        new Word(Bytes.of("undeliverable"), UNDELIVERABLE),
    };

    /// Null for a word that is none of them.
    static DeliveryStatus of(byte[] line, int from, int to) {
        for (Word known : WORDS) {
            if (Bytes.equal(line, known.word, from, to)) {
                return known.status;
            }
        }
        return null;
    }
}
