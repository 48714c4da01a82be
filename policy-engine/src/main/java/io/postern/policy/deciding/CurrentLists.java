package io.postern.policy.deciding;

import io.postern.policy.lists.Lists;
import java.util.function.Supplier;

/// The lists of the files with what commands have added. Thread-safe.
public final class CurrentLists implements Supplier<Lists> {

    private record Made(Lists files, long version, Lists all) {}

    private final Supplier<Lists> files;
    private final Standing standing;
    private volatile Made made;

    public CurrentLists(Supplier<Lists> files, Standing standing) {
        this.files = files;
        this.standing = standing;
    }

    @Override
    public Lists get() {
        Lists now = files.get();
        long version = standing.version();
        Made known = made;
        if (known == null || known.files() != now || known.version() != version) {
            known = new Made(now, version, now.isEmpty() ? now : now.with(standing::ofList));
            made = known;
        }
        return known.all();
    }
}
