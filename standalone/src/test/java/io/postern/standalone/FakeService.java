package io.postern.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// Stands where a built service would: ready at once, unless its file of settings tells it to break.
public final class FakeService {
    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        String settings = Files.readString(Path.of(URI.create(System.getProperty("quarkus.config.locations"))));
        if (settings.contains("break=loudly")) {
            System.err.println("the reason why it cannot start");
            System.exit(3);
        }
        int ready = settings.contains("break=silently") ? 503 : 200;
        int port = Integer.getInteger("quarkus.http.port");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> exchange.sendResponseHeaders(ready, -1));
        server.start();
    }

    /// Builds a home in which every service is this one.
    static void installIn(Path home, List<Service> services) throws IOException {
        for (Service service : services) {
            Path folder = Files.createDirectories(home.resolve(service.label()).resolve("target/quarkus-app"));
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
            String path = FakeService.class.getName().replace('.', '/') + ".class";
            try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("quarkus-run.jar")), manifest);
                    var code = FakeService.class.getClassLoader().getResourceAsStream(path)) {
                jar.putNextEntry(new JarEntry(path));
                code.transferTo(jar);
            }
        }
    }
}
