package io.postern.testkit.architecture;

class TestkitArchitectureTest extends ArchitectureRules {
    TestkitArchitectureTest() {
        super("io.postern.testkit");
    }
}
