package io.postern.standalone;

import io.postern.backends.AtOnce;
import io.postern.backends.BackEnd;
import io.postern.backends.Backends;
import io.postern.backends.ComponentFailedException;
import io.postern.backends.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// A whole Postern on this machine, running until it is closed or this process ends, however it ends.
///
/// ```java
/// StackPlan plan = StackPlan.of(home, directory)
///         .set(Service.COLLECTOR, "postern.collector.files", "/var/log/mail.log")
///         .tell((component, address, took) -> System.out.println(component + " " + address + " " + took.toMillis()));
/// try (PosternStack stack = PosternStack.start(plan)) {
///     stack.url(Service.REPORTER);
///     throw stack.awaitFailure();
/// }
/// ```
public final class PosternStack implements AutoCloseable {
    private final StackPlan plan;
    private final Backends backends;
    private final Map<Service, ServiceProcess> services = new ConcurrentHashMap<>();
    private final CompletableFuture<ComponentFailedException> failure = new CompletableFuture<>();
    private final Thread hook = new Thread(this::stop, "stop-postern");
    private boolean stopped;

    private PosternStack(StackPlan plan, Backends backends) {
        this.plan = plan;
        this.backends = backends;
    }

    /// Returns when all of it is ready; when a part fails, nothing is left running.
    public static PosternStack start(StackPlan plan) throws IOException, InterruptedException {
        PosternStack stack = new PosternStack(plan, startBackends(plan));
        Runtime.getRuntime().addShutdownHook(stack.hook);
        boolean started = false;
        try {
            AtOnce.each(Service.of(plan.apart), stack::launch);
            plan.backEnds.keySet().forEach(backEnd -> stack.process(backEnd).ifPresent(stack::watch));
            stack.describe();
            started = true;
            return stack;
        } finally {
            if (!started) {
                stack.close();
            }
        }
    }

    /// Where a service answers.
    public URI url(Service service) {
        return services.get(jvm(service)).url();
    }

    /// The addresses of what the services stand on.
    public Backends backends() {
        return backends;
    }

    /// Waits until a part ends that nobody told to; what it returns names the part and shows the end of its log.
    public ComponentFailedException awaitFailure() throws InterruptedException {
        try {
            return failure.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As a crash would end it: for tests of what happens then.
    public void kill(Service service) {
        services.get(jvm(service)).process().kill();
    }

    public void kill(BackEnd backEnd) {
        process(backEnd)
                .orElseThrow(() -> new IllegalArgumentException(backEnd.label() + " is no child process of this stack"))
                .kill();
    }

    /// Starts a killed part again, with its data and at its old address.
    public void restart(Service service) throws IOException, InterruptedException {
        launch(jvm(service));
        describe();
    }

    public void restart(BackEnd backEnd) throws IOException, InterruptedException {
        backends.restart(backEnd);
        process(backEnd).ifPresent(this::watch);
        describe();
    }

    /// The services first, so that they find their back ends to the end.
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending already; the hook waits for us and finds nothing left to do.
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try (backends) {
            AtOnce.each(services.values(), service -> service.process().close());
            RunningStack.forget(plan.directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Backends startBackends(StackPlan plan) throws IOException, InterruptedException {
        Backends.Plan all = plan.again ? Backends.Plan.in(plan.directory) : Backends.Plan.once(plan.directory);
        for (BackEnd backEnd : plan.backEnds.keySet()) {
            all = all.with(backEnd, plan.backEnds.get(backEnd));
        }
        return Backends.start(
                all.tell((address, took) -> plan.listener.ready(address.of().label(), address.toString(), took)));
    }

    private void launch(Service service) throws IOException, InterruptedException {
        long began = System.nanoTime();
        ServiceProcess started = ServiceProcess.start(plan, backends, service);
        services.put(service, started);
        watch(started.process());
        plan.listener.ready(service.label(), started.url().toString(), Duration.ofNanos(System.nanoTime() - began));
    }

    private Service jvm(Service service) {
        return plan.apart ? service : Service.ALL_IN_ONE;
    }

    private Optional<GuardedProcess> process(BackEnd backEnd) {
        return backends.process(backEnd);
    }

    private void watch(GuardedProcess process) {
        process.onFailure(failure::complete);
    }

    private void describe() throws IOException {
        List<RunningStack.Part> parts = new ArrayList<>();
        for (BackEnd backEnd : plan.backEnds.keySet()) {
            long pid = process(backEnd).map(GuardedProcess::pid).orElse(0L);
            parts.add(new RunningStack.Part(
                    backEnd.label(), backends.address(backEnd).toString(), pid));
        }
        for (ServiceProcess service : services.values()) {
            parts.add(new RunningStack.Part(
                    service.service().label(),
                    service.url().toString(),
                    service.process().pid()));
        }
        new RunningStack(ProcessHandle.current().pid(), plan.apart, parts).write(plan.directory);
    }
}
