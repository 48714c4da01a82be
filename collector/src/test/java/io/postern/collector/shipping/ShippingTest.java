package io.postern.collector.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.postern.collector.following.Receipt;
import io.postern.collector.parsing.ParserSettings;
import io.postern.events.AttemptObserved;
import io.postern.events.Outcome;
import io.postern.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShippingTest {

    private static final String LOG = "/var/log/mail.log";
    private static final String FAILURE = "2026-11-20T10:35:20Z mail postfix/smtpd[5430]: "
            + "warning: unknown[203.0.113.81]: SASL LOGIN authentication failed: UGFzc3dvcmQ6";
    private static final String SUCCESS = "2026-11-20T10:35:20Z mail postfix/smtpd[5430]: "
            + "394C421E91A: client=unknown[203.0.113.10], sasl_method=PLAIN, sasl_username=ada@example.org";
    private static final String NEW_WORDING = "2026-11-20T10:35:20Z mail dovecot: imap-login: "
            + "Disconnected (news): user=<ada@example.org>, rip=203.0.113.10, lip=192.0.2.25";

    private static final String UNKNOWN = "2026-11-20T10:35:20Z mail dovecot: auth: "
            + "pam(ada@example.org,203.0.113.10,<dxa4yrJgTYl/AAAg>): unknown user";
    private static final String LOGIN = "2026-11-20T10:35:20Z mail dovecot: imap-login: Login: "
            + "user=<ada@example.org>, method=PLAIN, rip=203.0.113.10, lip=192.0.2.25, session=<dxa4yrJgTYl/AAAg>";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> latencies = new ArrayList<>();
    private final EventProducer producer = new EventProducer(() -> kafka, 2, nanos::get, latencies::add);
    private final LineShipping shipping = shipping("mx1.example.org");

    @BeforeEach
    void connect() {
        producer.connect(List.of());
    }

    @Test
    void thePartsOfALineAreSafeWhenTheLineIs() {
        String wrapped = "2026-11-20T10:35:20.5Z stderr ";
        Receipt first = offer(0, wrapped + "P " + FAILURE.substring(0, 50));
        Receipt other = offer(90, "2026-11-20T10:35:20.5Z stdout F nothing of ours");
        assertThat(shipping.attempts()).isZero();
        Receipt last = offer(140, wrapped + "F " + FAILURE.substring(50));

        assertThat(List.of(first, other, last)).noneMatch(Receipt::isSafe);
        kafka.completeNext();

        assertThat(List.of(first, other, last)).allMatch(Receipt::isSafe);
        assertThat(attempts())
                .extracting(attempt -> attempt.client().toString())
                .containsExactly("203.0.113.81");
    }

    @Test
    void aPartWhoseLineNeverEndsIsSafeAfterAWhile() {
        Receipt part = offer(0, "2026-11-20T10:35:20.5Z stderr P " + FAILURE.substring(0, 50));
        for (int i = 1; i <= 1000; i++) {
            offer(100L * i, "2026-11-20T10:35:20.5Z stdout F nothing of ours");
        }
        assertThat(part.isSafe()).isFalse();

        offer(200_000, "2026-11-20T10:35:20.5Z stdout F nothing of ours");

        assertThat(part.isSafe()).isTrue();
    }

    @Test
    void aRepetitionIsAnAttemptOfItsOwn() {
        offer(0, FAILURE);
        offer(100, "2026-11-20T10:35:29Z mail last message repeated 3 times");

        assertThat(attempts()).extracting(AttemptObserved::attempts).containsExactly(1, 3);
        assertThat(attempts()).extracting(AttemptObserved::id).doesNotHaveDuplicates();
        assertThat(attempts()).extracting(AttemptObserved::at).doesNotHaveDuplicates();
    }

    @Test
    void anAttemptIsSafeWhenTheBrokerSaysSo() {
        Receipt receipt = offer(0, FAILURE);
        assertThat(receipt.isSafe()).isFalse();
        nanos.addAndGet(Duration.ofMillis(3).toNanos());

        kafka.completeNext();

        assertThat(receipt.isSafe()).isTrue();
        assertThat(latencies).containsExactly(Duration.ofMillis(3));
        assertThat(sent()).singleElement().satisfies(attempt -> {
            assertThat(attempt.client()).hasToString("203.0.113.81");
            assertThat(attempt.origin()).isEqualTo("/var/log/mail.log@0");
        });
    }

    @Test
    void aLineWithoutAnAttemptIsSafeAtOnce() {
        assertThat(offer(0, "2026-11-20T10:35:20Z mail sshd[1]: hello").isSafe())
                .isTrue();
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatOnePasswordDatabaseSaysIsNotSafeBeforeItIsShipped() {
        Receipt receipt = offer(0, UNKNOWN);

        shipping.settle();
        assertThat(sent()).isEmpty();
        assertThat(receipt.isSafe()).isFalse();

        nanos.addAndGet(PATIENCE.toNanos());
        shipping.settle();
        assertThat(sent()).singleElement().extracting(AttemptObserved::origin).isEqualTo("/var/log/mail.log@0");
        assertThat(receipt.isSafe()).isFalse();

        kafka.completeNext();
        assertThat(receipt.isSafe()).isTrue();
    }

    @Test
    void whatOnePasswordDatabaseSaysIsForgottenWhenTheClientLogsIn() {
        Receipt receipt = offer(0, UNKNOWN);

        offer(200, LOGIN);
        shipping.farewell();

        assertThat(receipt.isSafe()).isTrue();
        assertThat(sent()).extracting(AttemptObserved::outcome).containsExactly(Outcome.SUCCEEDED);
    }

    @Test
    void whatIsHeldBackIsHeldBackAgainAfterGoingBack() {
        offer(0, UNKNOWN);
        shipping.rewound();
        offer(0, UNKNOWN);

        nanos.addAndGet(PATIENCE.toNanos());
        shipping.settle();

        assertThat(sent()).hasSize(1);
    }

    @Test
    void theClockOfTheLinesEndsThePatience() {
        offer(0, UNKNOWN);

        offer(
                200,
                "2026-11-20T10:35:23Z mail dovecot: imap-login: Disconnected (no auth attempts in 0 secs): "
                        + "user=<>, rip=203.0.113.99, lip=192.0.2.25");

        assertThat(sent()).hasSize(1);
    }

    @Test
    void takesNothingWhenEnoughIsOnItsWay() {
        offer(0, FAILURE);
        offer(100, FAILURE);

        assertThat(offer(200, FAILURE)).isNull();

        kafka.completeNext();
        assertThat(offer(200, FAILURE)).isNotNull();
    }

    @Test
    void afterAFailureNothingIsTakenUntilTheReaderHasGoneBack() {
        Receipt receipt = offer(0, FAILURE);
        kafka.errorNext(new TimeoutException("too late"));

        assertThat(receipt.isSafe()).isFalse();
        assertThat(producer.failure()).isEqualTo("too late");
        assertThat(offer(100, FAILURE)).isNull();

        producer.recovered();
        assertThat(offer(0, FAILURE)).isNotNull();
        assertThat(sent())
                .extracting(AttemptObserved::id)
                .containsOnly(sent().getFirst().id());
    }

    @Test
    void aLoginThatIsReadAgainIsShippedAgain() {
        offer(0, SUCCESS);
        shipping.farewell();
        while (kafka.errorNext(new TimeoutException("too late"))) {}
        producer.recovered();
        shipping.rewound();

        assertThat(offer(0, SUCCESS)).isNotEqualTo(Receipt.SAFE);
        shipping.farewell();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void theIdDependsOnHostFileOffsetAndLine() {
        offer(0, FAILURE);
        kafka.completeNext();
        offer(1, FAILURE);
        kafka.completeNext();
        LineShipping other = shipping("mx2.example.org");
        other.take("f", 0, bytes(FAILURE), 0, FAILURE.length(), true);
        other.settle();
        kafka.completeNext();
        shipping.take("other", 0, bytes(FAILURE), 0, FAILURE.length(), true);
        shipping.settle();
        kafka.completeNext();
        offer(0, FAILURE.replace("81", "82"));

        assertThat(sent())
                .extracting(AttemptObserved::id)
                .doesNotHaveDuplicates()
                .hasSize(5);
    }

    @Test
    void countsWhatItCannotRead() {
        offer(0, NEW_WORDING);
        offer(1, NEW_WORDING);

        assertThat(shipping.unparsed()).isEqualTo(2);
        assertThat(shipping.attempts()).isZero();
    }

    @Test
    void aLineWhoseEndIsMissingFramesNobody() {
        String torn =
                FAILURE.replaceFirst("user=<[^>]*>.*", "user=<a>, method=PLAIN, rip=198.51.100.66, lip=192.0.2.1");
        shipping.take("f", 0, bytes(torn), 0, torn.length(), true);
        assertThat(shipping.attempts()).as("whole, it is an attempt").isOne();

        assertThat(shipping.take("f", 500, bytes(torn), 0, torn.length(), false).isSafe())
                .isTrue();

        assertThat(shipping.attempts()).isOne();
        assertThat(shipping.unparsed()).isOne();
    }

    @Test
    void noticesThatNothingIsConfirmed() {
        assertThat(producer.stalledFor()).isZero();
        offer(0, FAILURE);
        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(producer.stalledFor()).isEqualTo(Duration.ofSeconds(7));

        kafka.completeNext();
        assertThat(producer.stalledFor()).isZero();
    }

    private List<AttemptObserved> attempts() {
        return kafka.history().stream()
                .filter(sent -> sent.topic().equals(Topic.ATTEMPTS.name()))
                .map(sent -> Topic.ATTEMPTS.read(sent.value()))
                .toList();
    }

    private Receipt offer(long offset, String line) {
        Receipt receipt = shipping.take("f", offset, bytes(line), 0, line.length(), true);
        shipping.settle();
        return receipt;
    }

    private List<AttemptObserved> sent() {
        return kafka.history().stream()
                .filter(sent -> sent.topic().equals(Topic.ATTEMPTS.name()))
                .map(sent -> Topic.ATTEMPTS.read(sent.value()))
                .toList();
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    private LineShipping shipping(String host) {
        return new LineShipping(LOG, settings(host), producer, PATIENCE, nanos::get);
    }

    private static ParserSettings settings(String host) {
        return new ParserSettings(ZoneOffset.UTC, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), host);
    }
}
