package io.postern.enricher.names;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/// Reads what a DNS server said to a question for a PTR record.
final class PtrResponse {

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
        String owner = Aliases.followed(question, response);
        return Aliases.records(response, DnsSection.ANSWER)
                .filter(record -> record instanceof DnsPtrRecord && owner.equalsIgnoreCase(record.name()))
                .map(record -> new Answer(
                        PtrName.of(((DnsPtrRecord) record).hostname()), Duration.ofSeconds(record.timeToLive())))
                .min(Comparator.comparing(answer -> String.valueOf(answer.name().name())));
    }

    /// RFC 2308: the lesser of the SOA record's own TTL and the last of its numbers; zero without one.
    private static Duration negativeTtl(DnsResponse response) {
        return Aliases.records(response, DnsSection.AUTHORITY)
                .filter(record -> DnsRecordType.SOA.equals(record.type()))
                .map(record -> {
                    ByteBuf data = ((DnsRawRecord) record).content();
                    long minimum = data.readableBytes() < 4 ? 0 : data.getUnsignedInt(data.writerIndex() - 4);
                    return Duration.ofSeconds(Math.min(record.timeToLive(), minimum));
                })
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
