package io.postern.enricher.names;

import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.ClientProfile.ReverseName.Status;
import io.postern.events.Text;
import java.util.Locale;

/// A name out of a PTR record, which whoever owns the address chose freely: control characters, markup, anything.
final class PtrName {

    /// RFC 1035 allows 255 octets; what is longer is not a name.
    private static final int LONGEST = 255;

    private PtrName() {}

    /// In lower case, for names compare so, and without the trailing dot. The root alone says that there is no name.
    static ReverseName of(String raw) {
        String name = raw.endsWith(".") ? raw.substring(0, raw.length() - 1) : raw;
        if (name.length() > LONGEST) {
            return ReverseName.none(Status.FAILED);
        }
        String clean = Text.clean(name.toLowerCase(Locale.ROOT));
        return clean == null ? ReverseName.none(Status.NO_PTR) : ReverseName.of(clean);
    }
}
