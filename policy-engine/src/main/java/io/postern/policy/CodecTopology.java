package io.postern.policy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.postern.events.Ban;
import io.postern.events.Decision;
import io.postern.events.Topic;
import io.postern.policy.counting.AttemptCodec;
import io.postern.policy.counting.CountedAttempt;
import io.postern.policy.counting.StateCodec;
import io.postern.policy.counting.SubjectCounts;
import io.postern.policy.counting.Tally;
import io.postern.policy.counting.TallyCodec;
import io.postern.policy.deciding.Conclusion;
import io.postern.policy.deciding.Listed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// How what only this service reads lies in its stores and in the topics between its parts.
final class CodecTopology {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CodecTopology() {}

    static Serde<SubjectCounts> counts() {
        return serde(StateCodec::write, StateCodec::read);
    }

    static Serde<Tally> tallies() {
        return serde(TallyCodec::write, TallyCodec::read);
    }

    static Serde<CountedAttempt> attempts() {
        return serde(AttemptCodec::write, AttemptCodec::read);
    }

    /// JSON: few clients are on a list.
    static Serde<Listed> listed() {
        return serde(CodecTopology::write, CodecTopology::listed);
    }

    private static byte[] write(Listed listed) {
        try {
            return JSON.writeValueAsBytes(listed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Listed listed(byte[] bytes) {
        try {
            return JSON.readValue(bytes, Listed.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The decision's length, the decision, and the ban if there is one.
    static Serde<Conclusion> conclusions() {
        return serde(CodecTopology::write, CodecTopology::read);
    }

    private static byte[] write(Conclusion conclusion) {
        byte[] decision = Topic.DECISIONS.record(conclusion.decision()).value();
        byte[] ban = conclusion.ban().map(one -> Topic.BANS.record(one).value()).orElse(new byte[0]);
        return ByteBuffer.allocate(Integer.BYTES + decision.length + ban.length)
                .putInt(decision.length)
                .put(decision)
                .put(ban)
                .array();
    }

    private static Conclusion read(byte[] bytes) {
        int end = Integer.BYTES + ByteBuffer.wrap(bytes).getInt();
        Decision decision = Topic.DECISIONS.read(Arrays.copyOfRange(bytes, Integer.BYTES, end));
        Optional<Ban> ban = end == bytes.length
                ? Optional.empty()
                : Optional.of(Topic.BANS.read(Arrays.copyOfRange(bytes, end, bytes.length)));
        return new Conclusion(decision, ban);
    }

    private static <T> Serde<T> serde(Function<T, byte[]> write, Function<byte[], T> read) {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : write.apply(value),
                (topic, bytes) -> bytes == null ? null : read.apply(bytes));
    }
}
