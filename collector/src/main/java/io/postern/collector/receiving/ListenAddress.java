package io.postern.collector.receiving;

/// Where to listen.
///
/// @param key the setting, for whoever must correct it
public record ListenAddress(String key, String host, int port) {

    /// `PORT`, `ADDRESS:PORT` or `[ADDRESS]:PORT`; a port alone is that of every address of the machine.
    ///
    /// @throws IllegalArgumentException when it is none of these; the message names the key
    public static ListenAddress of(String key, String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0)).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException(key + ": an IPv6 address needs brackets: " + text);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1).strip());
            if (port < 0 || port > 65_535) {
                throw new NumberFormatException();
            }
            return new ListenAddress(key, host.isEmpty() || host.equals("*") ? "::" : host, port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": PORT or ADDRESS:PORT, was " + text, e);
        }
    }
}
