package io.postern.enricher.names;

import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.postern.events.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/// Reads what a DNS server said to a question for a name's addresses.
final class ForwardResponse {

    /// Large pools have dozens; who has more wants to be found by chance.
    private static final int MOST = 256;

    private ForwardResponse() {}

    static Addresses read(String question, DnsResponse response) {
        DnsResponseCode code = response.code();
        if (DnsResponseCode.NXDOMAIN.equals(code)) {
            return Addresses.none(Ranked.ANSWER);
        }
        if (!DnsResponseCode.NOERROR.equals(code)) {
            return Addresses.none(DnsResponseCode.SERVFAIL.equals(code) ? 3 : 2);
        }
        String owner = Aliases.followed(question, response);
        List<DnsRecord> records = Aliases.records(response, DnsSection.ANSWER)
                .filter(record -> isAddress(record) && owner.equalsIgnoreCase(record.name()))
                .limit(MOST)
                .toList();
        if (records.isEmpty() && response.isTruncated()) {
            return Addresses.FAILED;
        }
        long ttl = records.stream().mapToLong(DnsRecord::timeToLive).min().orElse(0);
        return new Addresses(
                records.stream().map(ForwardResponse::address).toList(), Ranked.ANSWER, Duration.ofSeconds(ttl));
    }

    private static boolean isAddress(DnsRecord record) {
        return record instanceof DnsRawRecord
                && (DnsRecordType.A.equals(record.type()) || DnsRecordType.AAAA.equals(record.type()));
    }

    /// @throws IllegalArgumentException when the record has neither 4 nor 16 bytes
    private static Address address(DnsRecord record) {
        byte[] bytes = new byte[((DnsRawRecord) record).content().readableBytes()];
        ((DnsRawRecord) record).content().duplicate().readBytes(bytes);
        try {
            return Address.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }
}
