package io.postern.collector;

import io.postern.testkit.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.postern.collector");
    }
}
