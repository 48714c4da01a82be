package io.postern.standalone;

import java.io.IOException;
import java.nio.file.Path;

/// A process that holds a stack until somebody stops it.
final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PosternStack stack = PosternStack.start(
                StackPlan.of(Path.of(arguments[0]), Path.of(arguments[1])).once());
        System.out.println("STARTED");
        throw stack.awaitFailure();
    }
}
