package io.postern.enricher.registries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Address;
import io.postern.events.Network;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RdapAnswerTest {

    private static final Address CLIENT = Address.of("203.0.113.7");

    static List<Arguments> readsWhatEveryRegistryAnswers() {
        return List.of(
                argumentSet(
                        "RIPE's shape",
                        """
                        {"handle":"203.0.113.0 - 203.0.113.255","startAddress":"203.0.113.0","endAddress":"203.0.113.255",
                         "ipVersion":"v4","name":"EXAMPLE-NET","type":"ASSIGNED PA","country":"DE",
                         "entities":[{"handle":"EX1-RIPE","roles":["administrative"]},{"handle":"MNT-EX","roles":["registrant"]}],
                         "remarks":[{"description":["<script>alert(1)</script>"]}]}""",
                        new RegisteredNetwork(
                                Network.of("203.0.113.0/24"), "EXAMPLE-NET", "DE", List.of("EX1-RIPE", "MNT-EX"))),
                argumentSet(
                        "ARIN's shape, without a country",
                        """
                        {"startAddress":"203.0.112.0","endAddress":"203.0.115.255","name":"EXAMPLE",
                         "cidr0_cidrs":[{"v4prefix":"203.0.112.0","length":22}],
                         "entities":[{"handle":"EXAM-1","entities":[{"handle":"ABUSE1-ARIN"}]}]}""",
                        new RegisteredNetwork(Network.of("203.0.112.0/22"), "EXAMPLE", null, List.of("EXAM-1"))),
                argumentSet(
                        "LACNIC's addresses with a length",
                        """
                        {"startAddress":"203.0.113.0/24","endAddress":"203.0.113.255/24","country":"br"}""",
                        new RegisteredNetwork(Network.of("203.0.113.0/24"), null, "BR", List.of())),
                argumentSet(
                        "a range that is no prefix",
                        """
                        {"startAddress":"203.0.113.4","endAddress":"203.0.113.9","name":"SIX"}""",
                        new RegisteredNetwork(Network.of("203.0.113.4/30"), "SIX", null, List.of())),
                argumentSet(
                        "wrong types and hostile text where text should be",
                        """
                        {"startAddress":"203.0.113.0","endAddress":"203.0.113.255","name":"a\\nb\\u0000c","country":49,
                         "entities":[{"handle":["x"]},7,null,{"handle":"H"},{"handle":"H"}]}""",
                        new RegisteredNetwork(Network.of("203.0.113.0/24"), "a?b?c", null, List.of("H"))));
    }

    @ParameterizedTest
    @MethodSource
    void readsWhatEveryRegistryAnswers(String json, RegisteredNetwork expected) throws RegistryException {
        assertThat(RdapAnswer.read(json.getBytes(StandardCharsets.UTF_8), CLIENT))
                .isEqualTo(expected);
    }

    static List<Arguments> refusesWhatIsNoAnswerAndSaysWhy() {
        return List.of(
                argumentSet("nothing", "", "not a JSON object"),
                argumentSet("a page", "<html>", "not JSON"),
                argumentSet("a list", "[]", "not a JSON object"),
                argumentSet("an error", "{\"errorCode\":404}", "startAddress is no address"),
                argumentSet(
                        "another network",
                        "{\"startAddress\":\"198.51.100.0\",\"endAddress\":\"198.51.100.255\"}",
                        "does not hold the address"),
                argumentSet(
                        "two families", "{\"startAddress\":\"203.0.113.0\",\"endAddress\":\"2001:db8::\"}", "no range"),
                argumentSet("a well without end", "[".repeat(5_000), "deeper or longer"));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNoAnswerAndSaysWhy(String json, String why) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> RdapAnswer.read(json.getBytes(StandardCharsets.UTF_8), CLIENT))
                .withMessageContaining(why);
    }
}
