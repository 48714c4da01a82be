package io.postern.collector.following;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// What the file system says of a path, links followed.
record FileStat(long inode, long size, long modified, boolean isRegular) {

    static FileStat of(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:ino,size,lastModifiedTime,isRegularFile");
        return new FileStat(
                (Long) attributes.get("ino"),
                (Long) attributes.get("size"),
                ((FileTime) attributes.get("lastModifiedTime")).toMillis(),
                (Boolean) attributes.get("isRegularFile"));
    }
}
