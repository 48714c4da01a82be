package io.postern.policy.counting;

import static io.postern.policy.Attempts.NOON;
import static io.postern.policy.Attempts.failure;
import static io.postern.policy.Attempts.postfix;
import static io.postern.policy.Attempts.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.postern.events.AttemptObserved;
import io.postern.events.Service;
import io.postern.events.Source;
import io.postern.policy.Attempts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelatorTest {

    private final Map<String, Tally> store = new HashMap<>();
    private final Correlator correlator = new Correlator(new Tallies() {
        @Override
        public Tally get(String key) {
            return store.get(key);
        }

        @Override
        public void put(String key, Tally tally) {
            store.put(key, tally);
        }
    });

    @Test
    void theSourceThatToldMostOfASessionIsRight() {
        Attempts session = failure().session("s1");
        assertThat(news(session.id("r1").source(Source.DOVECOT_POLICY), 0)).isOne();
        assertThat(news(session.id("r2").source(Source.DOVECOT_POLICY), 2)).isOne();
        assertThat(news(session.id("line").source(Source.DOVECOT_LOGIN).weighing(3), 4))
                .isOne();
        assertThat(news(session.id("r3").source(Source.DOVECOT_POLICY), 3)).isZero();
        assertThat(news(session.id("r4").source(Source.DOVECOT_POLICY), 3)).isOne();
    }

    @Test
    void eventLineReportAndAuthLineOfOneTryCountOnce() {
        Attempts session = failure().session("s1");
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(news(session.id("event" + attempt).source(Source.DOVECOT_EVENT), attempt))
                    .isOne();
            assertThat(news(session.id("report" + attempt).source(Source.DOVECOT_POLICY), attempt))
                    .isZero();
            assertThat(news(
                            session.id("auth" + attempt)
                                    .source(Source.DOVECOT_AUTH)
                                    .service(Service.OTHER),
                            attempt))
                    .isZero();
        }
        assertThat(news(session.id("line").source(Source.DOVECOT_LOGIN).weighing(3), 4))
                .isZero();
    }

    @Test
    void whatAllSourcesTellOfATryThroughPostfixCountsOnce() {
        assertThat(news(report().id("auth").source(Source.DOVECOT_AUTH), 0)).isOne();
        assertThat(news(report().id("event").source(Source.DOVECOT_EVENT), 0)).isZero();
        assertThat(news(report().id("report"), 0)).isZero();
        assertThat(news(postfix().id("line"), 1)).isZero();
    }

    @Test
    void aSessionHasNoEnd() {
        Attempts session = failure().session("s1");
        assertThat(news(session.id("r1").source(Source.DOVECOT_POLICY), 0)).isOne();
        assertThat(news(session.id("line"), 1800)).isZero();
    }

    @Test
    void oneSessionOfAnotherClientIsAnother() {
        assertThat(news(failure().session("s1"), 0)).isOne();
        assertThat(news(failure().session("s1").from("203.0.113.8"), 0)).isOne();
    }

    @Test
    void postfixAndTheReportTellOfTheSameWhicheverComesFirst() {
        assertThat(news(postfix(), 0)).isOne();
        assertThat(news(report(), 1)).isZero();
        assertThat(news(report(), 9)).isOne();
        assertThat(news(postfix(), 8)).isZero();
    }

    @Test
    void tenSecondsApartIsTheSameAndMoreIsNot() {
        assertThat(news(postfix(), 9)).isOne();
        assertThat(news(report(), 19)).isZero();
        assertThat(news(report(), 20)).isOne();
    }

    @Test
    void twoOfOneSourceAreTwoHoweverClose() {
        assertThat(news(postfix(), 0)).isOne();
        assertThat(news(postfix(), 0)).isOne();
    }

    @Test
    void anotherAccountIsAnotherAttempt() {
        assertThat(news(postfix().account("ada@example.org"), 0)).isOne();
        assertThat(news(report().account("bob@example.org"), 0)).isOne();
    }

    @Test
    void aSourceThatDoesNotNameTheAccountMeansOneThatOnlyTheOtherTold() {
        assertThat(news(postfix().account(null), 0)).isOne();
        assertThat(news(report().account("ada@example.org"), 0)).isZero();
        assertThat(news(report().account("bob@example.org"), 1)).isOne();
        assertThat(news(postfix().account(null), 1)).isZero();
        assertThat(news(postfix().account(null), 2)).isOne();
    }

    @Test
    void anotherKindOfDoorIsAnotherAttempt() {
        assertThat(news(postfix(), 0)).isOne();
        assertThat(news(report().service(Service.IMAP), 0)).isOne();
        assertThat(news(report().service(Service.SMTP), 0))
                .as("submission and smtp are one door")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 30, 3000})
    void aRepeatedAttemptIsNoNews(int seconds) {
        AttemptObserved line = failure().weighing(3).at(NOON);
        AttemptObserved postfix = postfix().at(NOON);
        assertThat(correlator.news(line, NOON, 0)).isEqualTo(3);
        assertThat(correlator.news(postfix, NOON, 0)).isEqualTo(1);
        assertThat(correlator.news(line, NOON.plusSeconds(seconds), 0)).isZero();
        assertThat(correlator.news(postfix, NOON.plusSeconds(seconds), 0)).isZero();
    }

    /// Whatever is told how often and in which order, the number of logins comes out.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverTheOrderTheLoginsAreCounted(long seed) {
        Random random = new Random(seed);
        List<AttemptObserved> told = new ArrayList<>();
        int truth = 0;
        for (int login = 0; login < 500; login++) {
            Instant at = NOON.plusSeconds(60L * login);
            int tries = 1 + random.nextInt(4);
            truth += tries;
            if (random.nextBoolean()) {
                Attempts session = failure().session("s" + login);
                if (random.nextBoolean()) {
                    told.add(session.weighing(tries).at(at.plusSeconds(tries)));
                    for (int i = 0; i < random.nextInt(tries + 1); i++) {
                        told.add(session.id(login + "r" + i)
                                .source(Source.DOVECOT_POLICY)
                                .at(at.plusSeconds(i)));
                    }
                } else {
                    for (int i = 0; i < tries; i++) {
                        told.add(session.id(login + "r" + i)
                                .source(Source.DOVECOT_POLICY)
                                .at(at.plusSeconds(i)));
                    }
                }
            } else {
                boolean both = random.nextBoolean();
                for (int i = 0; i < tries; i++) {
                    told.add(postfix().id(login + "p" + i).at(at.plusSeconds(2L * i)));
                    if (both) {
                        told.add(report().id(login + "r" + i)
                                .at(at.plusSeconds(2L * i).plusMillis(400)));
                    }
                }
            }
            if (random.nextInt(4) == 0) {
                told.add(told.getLast());
            }
        }
        Collections.shuffle(told, random);

        int counted = told.stream()
                .mapToInt(attempt -> correlator.news(attempt, attempt.at(), 0))
                .sum();

        assertThat(counted).isEqualTo(truth);
    }

    @Test
    void aFloodInOneSecondStaysSmall() {
        for (int i = 0; i < 5000; i++) {
            news(postfix().account("user" + i), 0);
        }
        assertThat(store.values()).allSatisfy(tally -> {
            assertThat(tally.logins()).hasSizeLessThanOrEqualTo(200);
            assertThat(tally.ids()).hasSizeLessThanOrEqualTo(200);
        });
    }

    private int news(Attempts attempt, long second) {
        Instant at = NOON.plusSeconds(second);
        return correlator.news(attempt.at(at), at, 0);
    }
}
