package io.postern.cli.logs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One log and what was rotated away from it: `mail.log`, `mail.log.1`, `mail.log.2.gz`, `maillog-20261101.xz`.
///
/// One server wrote it all, one file after the other, so one parser reads it: servers tell of a login in several lines.
///
/// @param files in the order in which they were named
record LogGroup(List<Path> files) {

    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:gz|xz|zst|bz2)$");
    private static final Pattern ROTATED = Pattern.compile("(?:[.-]\\d{8}-\\d+|[.-]\\d{8}|\\.\\d+)$");

    static List<LogGroup> of(List<Path> files) {
        Map<Path, List<Path>> groups = new LinkedHashMap<>();
        for (Path file : files) {
            Path whole = file.toAbsolutePath().normalize();
            String plain =
                    COMPRESSED.matcher(String.valueOf(whole.getFileName())).replaceFirst("");
            String name = ROTATED.matcher(plain).replaceFirst("");
            groups.computeIfAbsent(whole.resolveSibling(name), first -> new ArrayList<>())
                    .add(file);
        }
        return groups.values().stream().map(LogGroup::new).toList();
    }
}
