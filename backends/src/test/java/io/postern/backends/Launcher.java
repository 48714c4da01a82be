package io.postern.backends;

import java.nio.file.Path;

/// A process that holds back ends until somebody kills it.
final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws Exception {
        Backends.Plan plan = Backends.Plan.once(Path.of(arguments[0]));
        for (BackEnd backEnd : BackEnd.values()) {
            plan = plan.with(backEnd, new Source.Embedded(0));
        }
        Backends.start(plan);
        System.out.println("STARTED");
        Thread.currentThread().join();
    }
}
