package io.postern.cli;

import io.postern.cli.anonymize.Pseudonyms;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/// What became of each name, for the operator alone. A pair may come twice when there are very many.
interface PseudonymMap extends Pseudonyms.Listener, Closeable {

    PseudonymMap NONE = new PseudonymMap() {
        @Override
        public void given(String kind, String name, String pseudonym) {}

        @Override
        public void close() {}
    };

    static PseudonymMap to(Writer out) {
        return new PseudonymMap() {
            @Override
            public void given(String kind, String name, String pseudonym) {
                try {
                    out.write(kind + '\t' + name.replace('\t', ' ') + '\t' + pseudonym + '\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
