package io.postern.enricher.names;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a DNS server says to a question, as bytes; null for silence. RFC 1035 section 4.
@FunctionalInterface
public interface DnsReply {

    byte[] to(Question question, boolean tcp);

    int NOERROR = 0;
    int SERVFAIL = 2;
    int NXDOMAIN = 3;
    int NOTIMP = 4;
    int REFUSED = 5;

    int A = 1;
    int AAAA = 28;
    int CNAME = 5;
    int SOA = 6;
    int PTR = 12;

    /// @param section the question as it was asked, to be given back
    record Question(int id, String name, byte[] section) {

        static Question read(byte[] query) {
            StringBuilder name = new StringBuilder();
            int at = 12;
            for (; query[at] != 0; at += query[at] + 1) {
                name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII))
                        .append('.');
            }
            int id = ByteBuffer.wrap(query).getShort() & 0xffff;
            return new Question(id, name.toString(), Arrays.copyOfRange(query, 12, at + 5));
        }

        boolean isAsking(int type) {
            return ByteBuffer.wrap(section).getShort(section.length - 4) == type;
        }
    }

    /// One resource record.
    record Entry(String owner, int type, int ttl, byte[] data) {}

    static DnsReply name(int ttl, String... names) {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                Arrays.stream(names)
                        .map(name -> new Entry(question.name(), PTR, ttl, labels(name.split("\\."))))
                        .toArray(Entry[]::new),
                new Entry[0]);
    }

    /// A name of just these labels, which may hold any bytes.
    static DnsReply rawLabels(String... labels) {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                new Entry[] {new Entry(question.name(), PTR, 60, labels(labels))},
                new Entry[0]);
    }

    /// The addresses of a name, of the family that is asked for.
    static DnsReply addresses(int ttl, String... addresses) {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                Arrays.stream(addresses)
                        .map(io.postern.events.Address::of)
                        .filter(address -> question.isAsking(address.isV6() ? AAAA : A))
                        .map(address -> new Entry(question.name(), address.isV6() ? AAAA : A, ttl, address.bytes()))
                        .toArray(Entry[]::new),
                new Entry[0]);
    }

    /// A record of addresses that has three bytes.
    static DnsReply brokenAddress() {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                new Entry[] {new Entry(question.name(), A, 60, new byte[] {1, 2, 3})},
                new Entry[0]);
    }

    static DnsReply code(int code) {
        return (question, tcp) -> message(question, code, false, new Entry[0], new Entry[0]);
    }

    static DnsReply nxdomain(int negativeTtl) {
        return (question, tcp) -> message(question, NXDOMAIN, false, new Entry[0], new Entry[] {soa(negativeTtl)});
    }

    static DnsReply noPtr(int negativeTtl) {
        return (question, tcp) -> message(question, NOERROR, false, new Entry[0], new Entry[] {soa(negativeTtl)});
    }

    static DnsReply silence() {
        return (question, tcp) -> null;
    }

    static DnsReply garbage() {
        return (question, tcp) -> {
            byte[] bytes = code(NOERROR).to(question, tcp);
            bytes[5] = 99; // so many questions are not there
            return bytes;
        };
    }

    static DnsReply halfAPacket(String name) {
        return (question, tcp) -> {
            byte[] whole = name(60, name).to(question, tcp);
            return Arrays.copyOf(whole, whole.length - 4);
        };
    }

    static DnsReply wrongId(String name) {
        return (question, tcp) -> {
            byte[] bytes = name(60, name).to(question, tcp);
            bytes[0] ^= 0x55;
            return bytes;
        };
    }

    static DnsReply truncatedByUdp(String name) {
        return (question, tcp) ->
                tcp ? name(60, name).to(question, true) : message(question, NOERROR, true, new Entry[0], new Entry[0]);
    }

    /// RFC 2317: the record lies in a zone of the customer's.
    static DnsReply alias(String target, String name) {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                new Entry[] {
                    new Entry(question.name(), CNAME, 60, labels(target.split("\\."))),
                    new Entry(target + ".", PTR, 60, labels(name.split("\\.")))
                },
                new Entry[0]);
    }

    static DnsReply aliasLoop() {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                new Entry[] {
                    new Entry(question.name(), CNAME, 60, labels("loop", "example", "org")),
                    new Entry("loop.example.org.", CNAME, 60, labels("loop", "example", "org"))
                },
                new Entry[0]);
    }

    static DnsReply someoneElsesName(String owner, String name) {
        return (question, tcp) -> message(
                question,
                NOERROR,
                false,
                new Entry[] {new Entry(owner + ".", PTR, 60, labels(name.split("\\.")))},
                new Entry[0]);
    }

    private static Entry soa(int minimum) {
        byte[] names = concat(labels("ns", "example", "org"), labels("admin", "example", "org"));
        ByteBuffer numbers =
                ByteBuffer.allocate(20).putInt(1).putInt(2).putInt(3).putInt(4).putInt(minimum);
        return new Entry("example.org.", SOA, 86_400, concat(names, numbers.array()));
    }

    private static byte[] message(Question question, int code, boolean truncated, Entry[] answers, Entry[] authority) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(12)
                .putShort((short) question.id())
                .putShort((short) (0x8180 | (truncated ? 0x200 : 0) | code))
                .putShort((short) 1)
                .putShort((short) answers.length)
                .putShort((short) authority.length)
                .putShort((short) 0)
                .array());
        out.writeBytes(question.section());
        for (Entry[] section : new Entry[][] {answers, authority}) {
            for (Entry entry : section) {
                out.writeBytes(labels(entry.owner().split("\\.")));
                out.writeBytes(ByteBuffer.allocate(10)
                        .putShort((short) entry.type())
                        .putShort((short) 1)
                        .putInt(entry.ttl())
                        .putShort((short) entry.data().length)
                        .array());
                out.writeBytes(entry.data());
            }
        }
        return out.toByteArray();
    }

    private static byte[] labels(String... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : labels) {
            byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
    }
}
