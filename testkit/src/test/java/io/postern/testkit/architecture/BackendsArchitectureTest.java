package io.postern.testkit.architecture;

/// Here, because backends cannot see testkit.
class BackendsArchitectureTest extends ArchitectureRules {
    BackendsArchitectureTest() {
        super("io.postern.backends");
    }
}
