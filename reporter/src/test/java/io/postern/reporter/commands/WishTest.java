package io.postern.reporter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.postern.events.Network;
import io.postern.events.OperatorCommand;
import io.postern.events.Order;
import io.postern.reporter.problems.BadParameterException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WishTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void eachTargetBecomesACommandWithAnIdOfItsOwn() {
        Wish wish = new Wish(
                "ban", List.of("203.0.113.7", "2001:db8::7/48"), null, null, "PT2H", "why", "x", null, "batch");

        assertThat(wish.commands("batch", "ada", NOON))
                .containsExactly(
                        new OperatorCommand(
                                "batch.0",
                                NOON,
                                "ada",
                                "why",
                                NOON.plusSeconds(7200),
                                false,
                                new Order.Ban(Network.of("203.0.113.7"))),
                        new OperatorCommand(
                                "batch.1",
                                NOON,
                                "ada",
                                "why",
                                NOON.plusSeconds(7200),
                                false,
                                new Order.Ban(Network.of("2001:db8::/48"))));
    }

    static List<Arguments> namesWhatIsWrong() {
        return List.of(
                argumentSet("no order", wish(null, "203.0.113.7", null, null), "order: one of ban"),
                argumentSet("unknown order", wish("kill", "203.0.113.7", null, null), "order: one of ban"),
                argumentSet("no target", wish("ban", null, null, null), "targets: a list of 1 to 10000"),
                argumentSet("blank target", wish("ban", " ", null, null), "targets: each of 1 to 1000 characters"),
                argumentSet("a name", wish("ban", "mail.example.org", null, null), "targets: an address or a network"),
                argumentSet("a prefix too long", wish("ban", "203.0.113.0/33", null, null), "targets: an address"),
                argumentSet("no list", wish("add_entry", "x", null, null), "list: a name of lower-case letters"),
                argumentSet("a path", wish("add_entry", "x", "../x", null), "list: a name of lower-case letters"),
                argumentSet("no duration", wish("ban", "203.0.113.7", null, "2h"), "for: a duration such as PT2H"),
                argumentSet("back in time", wish("ban", "203.0.113.7", null, "-PT2H"), "for: a duration"),
                argumentSet("for ever", wish("ban", "203.0.113.7", null, "P4000D"), "for: a duration"));
    }

    @ParameterizedTest
    @MethodSource
    void namesWhatIsWrong(Wish wish, String message) {
        assertThatThrownBy(() -> wish.commands("batch", "ada", NOON))
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anIdThatCouldBeMistakenIsRefused() {
        Wish wish = new Wish("ban", List.of("203.0.113.7"), null, null, null, null, null, null, "a.b");

        assertThatThrownBy(() -> wish.idOr("drawn")).hasMessageStartingWith("id: 1 to 64 letters");
    }

    private static Wish wish(String order, String target, String list, String lasts) {
        return new Wish(order, target == null ? null : List.of(target), list, null, lasts, null, null, null, null);
    }
}
