package io.postern.enricher.names;

import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsSection;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The aliases (CNAME) in an answer.
final class Aliases {

    /// Delegations of less than a /24 take one CNAME (RFC 2317); a chain much longer is a loop or a joke.
    private static final int MOST = 8;

    private Aliases() {}

    /// The name at the end of the aliases that the answer holds.
    static String followed(String question, DnsResponse response) {
        String owner = question;
        for (int i = 0; i < MOST; i++) {
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

    static Stream<DnsRecord> records(DnsResponse response, DnsSection section) {
        return IntStream.range(0, response.count(section)).mapToObj(i -> response.recordAt(section, i));
    }
}
