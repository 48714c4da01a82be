package io.postern.backends;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The part of this JVM's class path that the broker needs: less to scan, and the same archive of classes from
/// everywhere.
final class ClassPath {
    private static final Pattern BROKER = Pattern.compile("^(postern-)?(backends"
            + "|kafka[-_]|zstd-jni|lz4-java|snappy-java|scala-|pcollections|HdrHistogram|hash4j|caffeine|log4j-(api|core)"
            + "|argparse4j|commons-validator|jackson-|snakeyaml|jopt-simple|jose4j|metrics-core|slf4j-api|re2j)");

    private ClassPath() {}

    static String ofBroker() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.concat(Stream.of(ownHome()), Stream.of(path.split(File.pathSeparator)))
                .filter(entry -> entry.equals(ownHome())
                        || BROKER.matcher(entry.substring(entry.lastIndexOf(File.separatorChar) + 1))
                                .find())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// The jar of this module; or its folder of classes, inside an IDE.
    private static String ownHome() {
        try {
            return Path.of(KafkaBroker.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
