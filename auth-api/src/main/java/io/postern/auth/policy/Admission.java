package io.postern.auth.policy;

import io.postern.events.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Who may ask. With a key, whoever sends it; without one, whoever connects from this machine.
///
/// @param key the operator's; empty when none is set
public record Admission(Optional<String> key) {

    public Admission {
        key = key.map(String::strip);
        if (key.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("postern.auth.api-key: blank");
        }
    }

    /// Empty when let in.
    ///
    /// @param peer the address that connected; null when unknown
    /// @param apiKey the `X-API-Key` header, or null
    /// @param authorization the `Authorization` header, or null
    Optional<Reply> refuse(String peer, String apiKey, String authorization) {
        if (key.isEmpty()) {
            return isLoopback(peer) ? Optional.empty() : Optional.of(Reply.FORBIDDEN);
        }
        boolean known = matches(apiKey) | matches(credential(authorization));
        return known ? Optional.empty() : Optional.of(Reply.UNAUTHENTICATED);
    }

    /// Takes the same time wherever the first difference is. Dovecot may send two spaces after the colon.
    private boolean matches(String given) {
        return given != null && MessageDigest.isEqual(utf8(given.strip()), utf8(key.orElseThrow()));
    }

    /// The token of Bearer, the password of Basic (weakforced takes any user name); null when neither.
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

    /// Never the key.
    @Override
    public String toString() {
        return key.isPresent() ? "whoever sends the key" : "loopback addresses only";
    }
}
