package io.postern.testkit.architecture;

/// Here, because events cannot see testkit.
class EventsArchitectureTest extends ArchitectureRules {
    EventsArchitectureTest() {
        super("io.postern.events");
    }
}
