package io.postern.collector;

import io.postern.collector.formats.operator.FormatsRefusedException;
import io.postern.collector.formats.operator.OperatorFormats;
import io.postern.collector.parsing.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The operator's formats that are in force, for the parsers; says when they change, and why they do not.
final class FormatsWatch implements Supplier<List<Format>> {

    private static final Logger LOG = Logger.getLogger(FormatsWatch.class);
    private static final List<Format> NONE = List.of();

    private final OperatorFormats formats;
    private final Path path;
    private final LongSupplier nanoTime;

    private FormatsWatch(OperatorFormats formats, Path path, LongSupplier nanoTime) {
        this.formats = formats;
        this.path = path;
        this.nanoTime = nanoTime;
    }

    /// @throws IllegalArgumentException when they are wrong: better not to start than to overlook logins
    static FormatsWatch of(Optional<Path> path, LongSupplier nanoTime) {
        if (path.isEmpty()) {
            return new FormatsWatch(null, null, nanoTime);
        }
        try {
            OperatorFormats formats = OperatorFormats.open(path.get(), nanoTime.getAsLong());
            LOG.infof("%d formats of %s are in force", formats.current().size(), path.get());
            return new FormatsWatch(formats, path.get(), nanoTime);
        } catch (FormatsRefusedException e) {
            throw new IllegalArgumentException("postern.collector.formats: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Format> get() {
        if (formats == null) {
            return NONE;
        }
        switch (formats.poll(nanoTime.getAsLong())) {
            case NONE -> {}
            case TAKEN ->
                LOG.infof("%d formats of %s are in force", formats.current().size(), path);
            case REFUSED ->
                LOG.errorf("Changed formats are refused, the old ones stay in force:\n%s", formats.refusal());
        }
        return formats.current();
    }
}
