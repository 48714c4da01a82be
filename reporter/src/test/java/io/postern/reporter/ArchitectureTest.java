package io.postern.reporter;

import io.postern.testkit.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.postern.reporter");
    }
}
