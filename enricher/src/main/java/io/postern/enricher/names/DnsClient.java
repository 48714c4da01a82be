package io.postern.enricher.names;

import io.netty.channel.AddressedEnvelope;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.postern.events.Address;
import io.postern.events.ClientProfile.ReverseName.Status;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// Asks a DNS server for PTR records: by UDP, and by TCP when the answer was cut short. Never blocks.
///
/// Each question leaves from a port of its own and has a random id, so that its answer is hard to forge. Packets that
/// are no answer to it are dropped, which leaves the time-out.
///
/// Netty's resolver, because it is there, and because dnsjava's jar makes itself the resolver of the whole JVM by lying
/// on the class path.
public final class DnsClient implements AutoCloseable {

    private final NioEventLoopGroup thread;
    private final DnsNameResolver resolver;

    /// @param timeout how long one server may take for one question
    public DnsClient(Duration timeout) {
        thread = new NioEventLoopGroup(1, new DefaultThreadFactory("postern-dns", true));
        resolver = new DnsNameResolverBuilder(thread.next())
                .datagramChannelType(NioDatagramChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .socketChannelType(NioSocketChannel.class)
                // every question names its server; without this the builder would look for the system's
                .nameServerProvider(new SingletonDnsServerAddressStreamProvider(new InetSocketAddress(53)))
                .optResourceEnabled(false) // PTR answers are small, and old servers refuse what they do not know
                .queryTimeoutMillis(timeout.toMillis())
                .build();
    }

    public CompletionStage<Answer> ask(InetSocketAddress server, Address client) {
        DnsQuestion question = new DefaultDnsQuestion(ReverseZone.nameOf(client), DnsRecordType.PTR);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        resolver.query(server, question)
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked) ->
                        answer.complete(asked.isSuccess() ? read(question, asked.getNow()) : failure(asked.cause())));
        return answer;
    }

    /// Asks for the addresses of a name, of one family.
    CompletionStage<Addresses> askForward(InetSocketAddress server, ConfirmedNames.Question wanted) {
        DnsRecordType type = wanted.v6() ? DnsRecordType.AAAA : DnsRecordType.A;
        CompletableFuture<Addresses> answer = new CompletableFuture<>();
        DnsQuestion question;
        try {
            question = new DefaultDnsQuestion(wanted.name() + ".", type);
        } catch (IllegalArgumentException unaskable) { // the owner of the address wrote it: no name that can be asked
            return CompletableFuture.completedStage(Addresses.none(Ranked.ANSWER));
        }
        resolver.query(server, question)
                .addListener((Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked) ->
                        answer.complete(asked.isSuccess() ? readForward(question, asked.getNow()) : Addresses.FAILED));
        return answer;
    }

    private static Addresses readForward(
            DnsQuestion question, AddressedEnvelope<DnsResponse, InetSocketAddress> envelope) {
        try {
            return ForwardResponse.read(question.name(), envelope.content());
        } catch (RuntimeException malformed) { // a server can put anything into an answer
            return Addresses.FAILED;
        } finally {
            envelope.release();
        }
    }

    private static Answer read(DnsQuestion question, AddressedEnvelope<DnsResponse, InetSocketAddress> envelope) {
        try {
            return PtrResponse.read(question.name(), envelope.content());
        } catch (RuntimeException malformed) { // a server can put anything into an answer
            return Answer.none(Status.FAILED);
        } finally {
            envelope.release();
        }
    }

    private static Answer failure(Throwable cause) {
        boolean timeout = cause instanceof DnsNameResolverTimeoutException
                || cause.getCause() instanceof DnsNameResolverTimeoutException;
        return Answer.none(timeout ? Status.TIMEOUT : Status.FAILED);
    }

    @Override
    public void close() {
        resolver.close();
        var _ = thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
