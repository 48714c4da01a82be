package io.postern.policy.lists;

import io.postern.policy.rules.Problem;
import java.util.ArrayList;
import java.util.List;

/// The lines of a list's file: one entry each; blank ones and those that begin with `#`, `;` or `--` are none.
final class EntryLines {

    private EntryLines() {}

    /// @param file its name, for the problems and for the answer to "why?"
    /// @param problems everything wrong is added here
    static List<Index.Read> read(Kind kind, String file, String text, List<Problem> problems) {
        List<Index.Read> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (isNone(line)) {
                continue;
            }
            try {
                entries.add(new Index.Read(Term.of(kind, line), new Entry(line, file + ":" + (i + 1), null)));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(file, i + 1, lines.get(i).indexOf(line) + 1, null, e.getMessage()));
            }
        }
        return entries;
    }

    static boolean isNone(String line) {
        return line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.startsWith("--");
    }
}
