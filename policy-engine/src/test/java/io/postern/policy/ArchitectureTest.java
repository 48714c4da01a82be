package io.postern.policy;

import io.postern.testkit.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.postern.policy");
    }
}
