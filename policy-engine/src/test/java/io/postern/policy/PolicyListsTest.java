package io.postern.policy;

import static io.postern.policy.Attempts.MALLORY;
import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.Address;
import io.postern.events.AttemptEnriched;
import io.postern.events.AttemptObserved;
import io.postern.events.ClientProfile;
import io.postern.events.ClientProfile.Lookup;
import io.postern.events.ClientProfile.Origin;
import io.postern.events.ClientProfile.Place;
import io.postern.events.ClientProfile.ReverseName;
import io.postern.events.Decision;
import io.postern.events.Decision.Effect;
import io.postern.events.Order;
import io.postern.events.Outcome;
import io.postern.events.Service;
import io.postern.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/// What follows when a client is on a list.
class PolicyListsTest extends DrivenTopology {

    private static final String SYSTEM = "{name: systems, kind: as-numbers, entries: [AS64496]%s}";

    @Test
    void aListedClientIsDeniedWhateverItsPasswordAndToldOnce() throws IOException {
        lists(SYSTEM.formatted(""));

        for (int i = 0; i < 3; i++) {
            tries(failure().outcome(Outcome.SUCCEEDED), 64496L, "12:00:0" + i);
        }

        Decision decision = decisions.readValue();
        assertThat(decision.effect()).isEqualTo(Effect.DENIED);
        assertThat(decision.subject().key()).isEqualTo("client:203.0.113.7");
        assertThat(decision.rule()).isEqualTo("systems");
        assertThat(decision.evidence().detail()).isEqualTo("lists.yaml: systems: AS64496");
        assertThat(decision.until()).isEqualTo(NOON.plus(Duration.ofDays(1)));
        assertNothingDecided();
    }

    @Test
    void aDenialIsToldAnewWhenItsTimeIsOver() throws IOException {
        lists(SYSTEM.formatted(", for: 1m"));

        tries(failure().outcome(Outcome.SUCCEEDED), 64496L, "12:00:00");
        tries(failure().outcome(Outcome.SUCCEEDED), 64496L, "12:00:59");
        tries(failure().outcome(Outcome.SUCCEEDED), 64496L, "12:01:01");

        assertThat(decisions.readValuesToList()).hasSize(2);
    }

    @Test
    void aListMayBan() throws IOException {
        lists(SYSTEM.formatted(", then: ban, for: 1h"));

        tries(failure(), 64496L, "12:00:00");

        assertThat(bans.readValue().reason()).isEqualTo("on a list, lists.yaml: systems: AS64496");
    }

    @Test
    void aListOnTrialTellsWhatItWouldHaveDone() throws IOException {
        lists(SYSTEM.formatted(", mode: simulate"));

        tries(failure(), 64496L, "12:00:00");

        assertThat(decisions.readValue())
                .returns(Effect.SIMULATED, Decision::effect)
                .returns(Effect.DENIED, Decision::meant);
    }

    @Test
    void aListIsPutOnTrialByCommand() throws IOException {
        lists(SYSTEM.formatted(""));

        assertThat(commanded(new Order.SetMode("systems", "simulate"))).isEqualTo("accepted: simulate");
        tries(failure(), 64496L, "12:00:00");

        assertThat(decisions.readValue().effect()).isEqualTo(Effect.SIMULATED);
    }

    @Test
    void theAllowListBeatsAList() throws IOException {
        lists(SYSTEM.formatted(""));
        allow("203.0.113.7 my phone\n");

        tries(failure(), 64496L, "12:00:00");

        assertThat(decisions.readValue())
                .returns(Effect.EXEMPT, Decision::effect)
                .returns("allow.list:1: 203.0.113.7/32 my phone", Decision::exemption);
    }

    @Test
    void aProfileThatGrowsIsLookedUpAgain() throws IOException {
        lists("{name: names, kind: reverse-names, entries: ['.*\\.example\\.org']}");
        tries(failure(), 1L, "12:00:00");
        assertNothingDecided();

        grows(profile(ReverseName.of("mail.example.org"), 1L));

        assertThat(decisions.readValue().at()).isEqualTo(NOON);
        grows(profile(ReverseName.of("mail.example.org"), 1L));
        assertNothingDecided();
    }

    @Test
    void aClosedDoorIsClosedForThatDoorOnly() throws IOException {
        Files.writeString(directory.resolve("lists.yaml"), "version: 1\ndisabled-services: pop3\n");
        reload();

        tries(failure().service(Service.POP3), 1L, "12:00:00");
        tries(failure(), 1L, "12:00:01");

        assertThat(decisions.readValuesToList()).singleElement().satisfies(decision -> {
            assertThat(decision.rule()).isEqualTo("disabled-services");
            assertThat(decision.services()).containsExactly(Service.POP3);
        });
    }

    @Test
    void anEntryIsAddedAndTakenBackByCommand() throws IOException {
        lists("{name: systems, kind: as-numbers}");

        assertThat(commanded(new Order.AddEntry("systems", "Germany")))
                .isEqualTo("refused: not the number of an autonomous system: 'Germany' (write AS64496)");
        assertThat(commanded(new Order.AddEntry("systems", "AS64496 spammers"))).isEqualTo("accepted: in systems now");
        tries(failure(), 64496L, "12:00:00");
        assertThat(decisions.readValue().evidence().detail()).isEqualTo("by ada: AS64496 spammers");

        assertThat(commanded(new Order.RemoveEntry("systems", "AS64496 spammers")))
                .isEqualTo("accepted: no longer in systems");
        tries(failure().from("203.0.113.8"), 64496L, "12:00:01");
        assertNothingDecided();
    }

    @Test
    void aWrongListChangesNothingAndSaysWhere() throws IOException {
        lists(SYSTEM.formatted(""));
        lists(SYSTEM.formatted(", for: never"));

        assertThat(listsFolder.refusal())
                .hasValueSatisfying(why -> assertThat(why).startsWith("lists.yaml:3:"));
        tries(failure(), 64496L, "12:00:00");
        assertThat(decisions.getQueueSize()).isOne();
    }

    @Test
    void withoutListsNothingIsKept() {
        tries(failure(), 64496L, "12:00:00");

        assertThat(stored(StateTopology.LISTED)).isEmpty();
    }

    private void lists(String list) throws IOException {
        Files.writeString(directory.resolve("lists.yaml"), "version: 1\nlists:\n  - " + list + "\n");
        reload();
    }

    private void tries(Attempts attempt, Long asn, String time) {
        itIs(time);
        AttemptObserved observed = attempt.at(time(time));
        ClientProfile profile = profile(ReverseName.none(ReverseName.Status.PENDING), asn);
        var record = Topic.ENRICHED.record(new AttemptEnriched(
                observed,
                new ClientProfile(
                        observed.client(), profile.asOf(), profile.reverse(), profile.place(), profile.origin())));
        enriched.pipeInput(record.key(), record.value(), time(time));
    }

    private void grows(ClientProfile profile) {
        var record = Topic.PROFILES.record(profile);
        driver.createInputTopic(Topic.PROFILES.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(record.key(), record.value(), now);
    }

    private static ClientProfile profile(ReverseName name, Long asn) {
        return new ClientProfile(
                Address.of(MALLORY),
                NOON,
                name,
                new Place(Lookup.OK, "DE", null, null, null, List.of()),
                new Origin(Lookup.OK, asn, "Example Carrier"));
    }
}
