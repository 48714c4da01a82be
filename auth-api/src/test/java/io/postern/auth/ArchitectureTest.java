package io.postern.auth;

import io.postern.testkit.architecture.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {
    ArchitectureTest() {
        super("io.postern.auth");
    }
}
