package io.postern.policy.counting;

import io.postern.events.Address;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Source;
import java.time.Instant;

/// How an attempt lies in the topic that brings it to another subject's counts. What no rule looks at is left out.
public final class AttemptCodec {

    private static final int VERSION = 1;

    private AttemptCodec() {}

    public static byte[] write(CountedAttempt counted) {
        AttemptObserved attempt = counted.attempt();
        Where where = counted.where();
        PackedWriter out = new PackedWriter()
                .one(VERSION)
                .text(attempt.id())
                .number(attempt.at().toEpochMilli())
                .text(attempt.host())
                .text(attempt.source().name())
                .text(attempt.service().name())
                .text(attempt.client().toString())
                .text(attempt.account())
                .text(attempt.outcome().name())
                .number(attempt.attempts())
                .number(where.asn() == null ? 0 : where.asn())
                .text(where.country())
                .one(where.isLocated() ? 1 : 0);
        if (where.isLocated()) {
            out.hash(Double.doubleToLongBits(where.latitude())).hash(Double.doubleToLongBits(where.longitude()));
        }
        return out.number(counted.at().toEpochMilli())
                .number(counted.appended().toEpochMilli())
                .number(counted.weight())
                .toBytes();
    }

    /// @throws IllegalStateException when another version of the engine wrote it
    public static CountedAttempt read(byte[] bytes) {
        PackedReader in = new PackedReader(bytes);
        int version = in.one();
        if (version != VERSION) {
            throw new IllegalStateException("an attempt of version " + version + " in a topic between subjects");
        }
        AttemptObserved attempt = new AttemptObserved(
                in.text(),
                Instant.ofEpochMilli(in.number()),
                in.text(),
                Source.valueOf(in.text()),
                Service.valueOf(in.text()),
                Address.of(in.text()),
                in.text(),
                Outcome.valueOf(in.text()),
                in.count(),
                null,
                null,
                null);
        Where where = where(in);
        return new CountedAttempt(
                attempt, where, Instant.ofEpochMilli(in.number()), Instant.ofEpochMilli(in.number()), in.count());
    }

    private static Where where(PackedReader in) {
        long asn = in.number();
        String country = in.text();
        boolean located = in.one() != 0;
        Double latitude = located ? Double.longBitsToDouble(in.hash()) : null;
        Double longitude = located ? Double.longBitsToDouble(in.hash()) : null;
        return new Where(asn == 0 ? null : asn, country, latitude, longitude);
    }
}
