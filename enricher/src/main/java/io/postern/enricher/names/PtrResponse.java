package io.postern.enricher.names;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads what a DNS server said to a question for a PTR record.
final class PtrResponse {

    /// Delegations of less than a /24 take one CNAME (RFC 2317); a chain much longer is a loop or a joke.
    private static final int MOST_ALIASES = 8;

    private PtrResponse() {}

    static Answer read(String question, DnsResponse response) {
        DnsResponseCode code = response.code();
        if (DnsResponseCode.NXDOMAIN.equals(code)) {
            return new Answer(Answer.none(Status.NXDOMAIN).name(), negativeTtl(response));
        }
        if (DnsResponseCode.SERVFAIL.equals(code)) {
            return Answer.none(Status.SERVFAIL);
        }
        if (DnsResponseCode.REFUSED.equals(code)) {
            return Answer.none(Status.REFUSED);
        }
        if (!DnsResponseCode.NOERROR.equals(code)) {
            return Answer.none(Status.FAILED);
        }
        Optional<Answer> name = name(question, response);
        if (name.isPresent()) {
            return name.get();
        }
        return response.isTruncated()
                ? Answer.none(Status.FAILED)
                : new Answer(Answer.none(Status.NO_PTR).name(), negativeTtl(response));
    }

    /// Of several names the first in the alphabet: servers give them in turns, and a profile must not change with them.
    private static Optional<Answer> name(String question, DnsResponse response) {
        String owner = owner(question, response);
        return records(response, DnsSection.ANSWER)
                .filter(record -> record instanceof DnsPtrRecord && owner.equalsIgnoreCase(record.name()))
                .map(record -> new Answer(
                        PtrName.of(((DnsPtrRecord) record).hostname()), Duration.ofSeconds(record.timeToLive())))
                .min(Comparator.comparing(answer -> String.valueOf(answer.name().name())));
    }

    /// The name at the end of the aliases that the answer holds.
    private static String owner(String question, DnsResponse response) {
        String owner = question;
        for (int i = 0; i < MOST_ALIASES; i++) {
            String from = owner;
            Optional<String> alias = records(response, DnsSection.ANSWER)
                    .filter(record -> DnsRecordType.CNAME.equals(record.type()) && from.equalsIgnoreCase(record.name()))
                    .map(record -> DefaultDnsRecordDecoder.decodeName(
                            ((DnsRawRecord) record).content().duplicate()))
                    .findFirst();
            if (alias.isEmpty()) {
                return owner;
            }
            owner = alias.get();
        }
        return owner;
    }

    /// RFC 2308: the lesser of the SOA record's own TTL and the last of its numbers; zero without one.
    private static Duration negativeTtl(DnsResponse response) {
        return records(response, DnsSection.AUTHORITY)
                .filter(record -> DnsRecordType.SOA.equals(record.type()))
                .map(record -> {
                    ByteBuf data = ((DnsRawRecord) record).content();
                    long minimum = data.readableBytes() < 4 ? 0 : data.getUnsignedInt(data.writerIndex() - 4);
                    return Duration.ofSeconds(Math.min(record.timeToLive(), minimum));
                })
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static Stream<DnsRecord> records(DnsResponse response, DnsSection section) {
        return IntStream.range(0, response.count(section)).mapToObj(i -> response.recordAt(section, i));
    }
}
