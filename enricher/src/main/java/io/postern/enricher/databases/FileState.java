package io.postern.enricher.databases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// What tells a file from the one that replaced it, or from itself rewritten.
record FileState(long inode, long size, FileTime modified) {

    static FileState of(Path file) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:ino,size,lastModifiedTime");
        return new FileState((Long) attributes.get("ino"), (Long) attributes.get("size"), (FileTime)
                attributes.get("lastModifiedTime"));
    }
}
