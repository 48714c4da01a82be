package io.postern.auth.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postern.events.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One login at a real Dovecot: the policy requests it sent, byte for byte, and what happened besides.
///
/// @param told the last thing that the mail client was told
/// @param passdb what the password check answered; null when it was never asked
/// @param nologin whether it accepted the password and refused the session
/// @param refused whether the policy server of that day refused
public record CapturedScenario(
        String dovecot,
        String scenario,
        String told,
        String passdb,
        boolean nologin,
        boolean refused,
        List<Request> requests) {

    public record Request(
            @JsonProperty("command") String command,
            @JsonProperty("raw") String raw) {
        public String body() {
            return raw.substring(raw.indexOf("\r\n\r\n") + 4);
        }
    }

    public static List<CapturedScenario> all() {
        return Stream.of("2.3.19.1", "2.4.1").flatMap(CapturedScenario::of).toList();
    }

    /// What became of the attempt, from what the client was told and what the password check said: nothing of it
    /// comes from the report. 2.3 does not tell one failure from another.
    public Outcome outcome() {
        if (nologin || told.contains("Logged in") || told.startsWith("235 ")) {
            return Outcome.SUCCEEDED;
        }
        if (refused) {
            return Outcome.REFUSED_BY_POLICY;
        }
        if (dovecot.startsWith("2.3.")) {
            return Outcome.FAILED;
        }
        if (told.contains("Temporary")) {
            return Outcome.TEMPORARY_FAILURE;
        }
        return switch (passdb) {
            case null -> Outcome.WRONG_PASSWORD; // a name that was refused before anybody looked for it
            case "PASSWORD_MISMATCH" -> Outcome.WRONG_PASSWORD;
            case "USER_UNKNOWN" -> Outcome.UNKNOWN_USER;
            case "USER_DISABLED" -> Outcome.ACCOUNT_DISABLED;
            case "PASS_EXPIRED" -> Outcome.PASSWORD_EXPIRED;
            default -> Outcome.TEMPORARY_FAILURE; // through Postfix nobody is told
        };
    }

    @Override
    public String toString() {
        return dovecot + " " + scenario;
    }

    private static Stream<CapturedScenario> of(String version) {
        ObjectMapper json = new ObjectMapper();
        String file = "/dovecot/policy-" + version + ".jsonl";
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(CapturedScenario.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            List<CapturedScenario> scenarios = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                scenarios.add(json.readValue(line, CapturedScenario.class));
            }
            return scenarios.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
