package io.postern.enricher;

import io.postern.testkit.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.postern.enricher");
    }
}
