package io.postern.enricher.names;

import io.postern.events.Address;
import io.postern.events.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which DNS servers to ask.
public final class NameServers {

    private static final int PORT = 53;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[(?<v6>[^]]+)]|(?<v4>[^:]+)):(?<port>\\d{1,5})");

    private NameServers() {}

    /// Reads `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or `[2001:db8::53]:5353`.
    ///
    /// @throws IllegalArgumentException when the text is none of these; a name would need a server to resolve it
    public static InetSocketAddress parse(String text) {
        Matcher withPort = WITH_PORT.matcher(text.strip());
        if (!withPort.matches()) {
            return at(text.strip(), PORT);
        }
        int port = Integer.parseInt(withPort.group("port"));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("not a port: " + Text.clean(text));
        }
        return at(Objects.requireNonNullElse(withPort.group("v6"), withPort.group("v4")), port);
    }

    private static InetSocketAddress at(String address, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(Address.of(address).bytes()), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address is 4 or 16 bytes", e);
        }
    }

    /// The servers of a resolv.conf, in its order; this host's own when it names none or is not there, as
    /// resolv.conf(5)
    /// has it.
    public static List<InetSocketAddress> of(Path resolvConf) {
        List<InetSocketAddress> servers = lines(resolvConf).stream()
                .map(line -> line.strip().split("\\s+", 3))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> Address.orNull(words[1].replaceFirst("%.*", "")))
                .filter(Objects::nonNull)
                .map(address -> at(address.toString(), PORT))
                .toList();
        return servers.isEmpty() ? List.of(at("127.0.0.1", PORT)) : servers;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException absent) {
            return List.of();
        }
    }
}
