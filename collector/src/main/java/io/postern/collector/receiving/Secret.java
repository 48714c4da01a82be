package io.postern.collector.receiving;

import io.postern.events.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Who may post. With a secret, whoever sends it; without one, whoever connects from this machine.
public final class Secret {

    private final Optional<byte[]> secret;

    /// @throws IllegalArgumentException when it is blank; the message names the key
    public Secret(Optional<String> secret) {
        if (secret.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("postern.collector.dovecot-events.secret: blank");
        }
        this.secret = secret.map(text -> utf8(text.strip()));
    }

    /// @param peer the address that connected; null when unknown
    /// @param apiKey the `X-API-Key` header, or null
    /// @param authorization the `Authorization` header, or null
    public boolean admits(String peer, String apiKey, String authorization) {
        return secret.isEmpty() ? isLoopback(peer) : matches(apiKey) | matches(credential(authorization));
    }

    /// Takes the same time wherever the first difference is.
    private boolean matches(String given) {
        return given != null && MessageDigest.isEqual(utf8(given.strip()), secret.orElseThrow());
    }

    /// The token of Bearer, the password of Basic; null when neither.
    private static String credential(String authorization) {
        if (authorization == null) {
            return null;
        }
        String given = authorization.strip();
        int space = given.indexOf(' ');
        String rest = given.substring(space + 1).strip();
        return switch (given.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT)) {
            case "bearer" -> rest;
            case "basic" -> password(rest);
            default -> null;
        };
    }

    private static String password(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : pair.substring(colon + 1);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static boolean isLoopback(String peer) {
        Address address = Address.orNull(peer);
        try {
            return address != null && InetAddress.getByAddress(address.bytes()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of neither 4 nor 16 bytes", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
