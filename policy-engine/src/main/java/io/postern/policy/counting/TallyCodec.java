package io.postern.policy.counting;

import io.postern.events.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How tallies lie in the store. The first byte is the format's version.
public final class TallyCodec {

    private static final int VERSION = 1;

    private TallyCodec() {}

    public static byte[] write(Tally tally) {
        PackedWriter out = new PackedWriter().one(VERSION).number(tally.keepUntil());
        out.all(tally.ids(), out::text);
        return out.all(tally.logins(), login -> {
                    out.number(tally.keepUntil() - login.at()).text(login.account());
                    out.all(
                            List.copyOf(login.told().entrySet()),
                            told -> out.text(told.getKey().name()).number(told.getValue()));
                })
                .toBytes();
    }

    /// Null for what another version wrote: the topics make up for it.
    public static Tally read(byte[] bytes) {
        PackedReader in = new PackedReader(bytes);
        if (in.one() != VERSION) {
            return null;
        }
        long keepUntil = in.number();
        List<String> ids = in.all(in::text);
        List<Login> logins = in.all(() -> {
            long at = keepUntil - in.number();
            String account = in.text();
            Map<Source, Integer> told = new EnumMap<>(Source.class);
            in.all(() -> told.put(Source.valueOf(in.text()), in.count()));
            return new Login(at, account, told);
        });
        return new Tally(logins, ids, keepUntil);
    }
}
