package io.postern.cli.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Answers to setup's questions: `key: value` on each line, `#` begins a comment. Lists are separated by commas.
final class AnswersFile {

    private static final int LONGEST = 1 << 20;

    private AnswersFile() {}

    /// @param known the keys there are
    /// @throws BadAnswersException naming file, line and column
    static Map<String, String> read(Path file, Set<String> known) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new BadAnswersException(file + ": too large to be a file of answers");
        }
        return read(file.toString(), Files.readAllLines(file), known);
    }

    static Map<String, String> read(String name, List<String> lines, Set<String> known) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String place = name + ":" + (i + 1) + ":" + (line.indexOf(text) + 1) + ": ";
            int colon = text.indexOf(':');
            if (colon < 1) {
                throw new BadAnswersException(place + "not of the form `key: value`");
            }
            String key = text.substring(0, colon).strip();
            if (!known.contains(key)) {
                throw new BadAnswersException(place + "no such question; there are " + new TreeSet<>(known));
            }
            if (answers.put(key, withoutComment(text.substring(colon + 1))) != null) {
                throw new BadAnswersException(place + key + " is answered twice");
            }
        }
        return answers;
    }

    private static String withoutComment(String value) {
        int comment = value.indexOf(" #");
        return (comment < 0 ? value : value.substring(0, comment)).strip();
    }
}
