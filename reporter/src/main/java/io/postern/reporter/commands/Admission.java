package io.postern.reporter.commands;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/// Who may give commands: whoever has a token; where there are none, whoever is on this machine.
///
/// A browser or a proxy on this machine speaks for somebody else, and so is not taken for a local caller.
final class Admission {

    /// What a request tells of its sender.
    ///
    /// @param loopback whether it came over the loopback interface
    /// @param relayed whether a browser or a proxy sent it for somebody
    /// @param authorization the header; null when there is none
    record Caller(boolean loopback, boolean relayed, String authorization) {}

    private static final String BEARER = "Bearer ";
    private static final int LONGEST_NAME = 64;

    private final Map<String, String> operators;

    /// @param operators tokens by the name of whom each was given to
    Admission(Map<String, String> operators) {
        this.operators = operators;
    }

    /// The author of what this caller sends; empty when he may not.
    ///
    /// @param claimed who he says he is; null when he does not
    Optional<String> author(Caller caller, String claimed) {
        if (!operators.isEmpty()) {
            return named(caller.authorization());
        }
        boolean local = caller.loopback() && !caller.relayed();
        return local ? Optional.of(claimed(claimed)) : Optional.empty();
    }

    private Optional<String> named(String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        byte[] sent = bytes(authorization.substring(BEARER.length()).strip());
        return operators.entrySet().stream()
                .filter(operator -> MessageDigest.isEqual(sent, bytes(operator.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String claimed(String name) {
        if (name == null || name.isBlank()) {
            return "local";
        }
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
