package io.postern.e2e;

import java.nio.file.Path;

/// The checkout that these tests belong to, with everything built.
final class Home {

    static final Path PATH = Path.of("..").toAbsolutePath().normalize();

    private Home() {}
}
