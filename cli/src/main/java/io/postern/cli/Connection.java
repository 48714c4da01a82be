package io.postern.cli;

import io.postern.standalone.RunningStack;
import io.postern.standalone.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which Postern a command talks to.
final class Connection {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Address of the reporter, for example http://127.0.0.1:7480. Default: POSTERN_URL, else the "
                    + "Postern that runs on the data directory.")
    URI url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of a running `postern up`. Default: POSTERN_DATA, else `data` beside the launcher.")
    Path data;

    /// The reporter's.
    PosternApi open() {
        return open(Service.REPORTER);
    }

    /// @param service whose API is wanted, where services are apart
    PosternApi open(Service service) {
        if (url != null) {
            return new PosternApi(url);
        }
        String configured = System.getenv("POSTERN_URL");
        if (data == null && configured != null && !configured.isBlank()) {
            return new PosternApi(URI.create(configured));
        }
        return new PosternApi(ofRunningStack(service, data == null ? Installation.defaultData() : data));
    }

    private static URI ofRunningStack(Service service, Path data) {
        Path directory = data.toAbsolutePath().normalize();
        try {
            return RunningStack.in(directory)
                    .flatMap(stack -> stack.url(service))
                    .map(URI::create)
                    .orElseThrow(() -> new UnreachableException(
                            "no Postern runs on " + directory
                                    + "; start one with `postern up`, or name one with --url or " + "--data",
                            null));
        } catch (IOException e) {
            throw new UnreachableException("what runs on " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }
}
