package apex.kernel.forwarded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.kernel.config.Cidr;
import apex.kernel.config.ForwardedStyle;
import apex.kernel.config.HttpConfig;
import apex.kernel.mux.Allocation;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Peer;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedPolicyTest {
    private final ForwardedScratch scratch = new ForwardedScratch();
    private final RequestHead request = new RequestHead();
    private final ForwardedPolicy policy = new ForwardedPolicy(
            List.of(Cidr.parse("192.0.2.7")), new HttpConfig(true, ForwardedStyle.BOTH, true, "edge-1"));

    private static Peer peer(String address) {
        return new Peer(new InetSocketAddress(InetAddress.ofLiteral(address), 1), null, false);
    }

    private String forwarded(SocketAddress remote, boolean secure, String authority) {
        request.arena().open(new ArenaSlab());
        byte[] bytes = Text.of(authority).array();
        request.authority(request.arena().append(bytes, 0, bytes.length), bytes.length);
        request.secure(secure);
        policy.write(request, new Peer(remote, null, secure), false, scratch);
        String written = request.fields().get(FieldName.FORWARDED);
        request.close();
        return written;
    }

    @Test
    void addressOfVersion6IsQuotedInBrackets() {
        SocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral("2001:db8:0:0:0:0:0:1"), 9);
        assertEquals(
                "for=\"[2001:db8::1]\";proto=https;host=a.example;by=_edge-1", forwarded(remote, true, "a.example"));
    }

    @Test
    void peerOnAUnixSocketIsObfuscated() {
        assertEquals(
                "for=_unix;proto=http;host=\"a:81\";by=_edge-1",
                forwarded(UnixDomainSocketAddress.of("/run/x"), false, "a:81"));
    }

    @Test
    void hostIsLeftOutWhenThereIsNoneAndQuotedWithEscapesWhenItMustBe() {
        SocketAddress remote = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);
        assertEquals("for=192.0.2.1;proto=http;by=_edge-1", forwarded(remote, false, ""));
        assertEquals("for=192.0.2.1;proto=http;host=\"a\\\"b\\\\\";by=_edge-1", forwarded(remote, false, "a\"b\\"));
        assertEquals("for=192.0.2.1;proto=http;host=\"[::1]\";by=_edge-1", forwarded(remote, false, "[::1]"));
    }

    @Test
    void whatIsWrittenIsWhatIsRead() {
        String value = "for=\"[2001:db8::1]\";proto=https;host=\"a\\\"b\";by=_edge-1";
        ForwardedReader reader = new ForwardedReader();
        reader.open(Text.of(value).array(), 0, value.length());
        reader.next();
        reader.hasAddress(scratch.ip);
        assertEquals(
                "2001:db8::1", value.substring(reader.addressStart(), reader.addressStart() + reader.addressLength()));
    }

    @Test
    void neitherReadingNorWritingAllocates() {
        request.arena().open(new ArenaSlab());
        byte[] host = Text.of("a.example:8080").array();
        request.authority(request.arena().append(host, 0, host.length), host.length);
        Text chain = Text.of("for=203.0.113.5;proto=https, for=\"[2001:db8::1]:80\"");
        Text addresses = Text.of("203.0.113.5, 2001:db8::1");
        Text others = Text.of("1.1 a (b), 1.1 c");
        byte[] method = Text.of("OPTIONS").array();
        request.method(request.arena().append(method, 0, method.length), method.length);
        FieldName maxForwards = FieldName.of("Max-Forwards");
        Text hops = Text.of("1000");
        Peer proxy = peer("192.0.2.7");
        Text view = new Text();
        int used = request.arena().used();
        Allocation.assertNone(() -> {
            request.fields().clear();
            request.arena().truncate(used);
            request.fields().add(FieldName.FORWARDED, chain);
            request.fields().add(FieldName.X_FORWARDED_FOR, addresses);
            request.fields().add(FieldName.VIA, others);
            request.fields().add(maxForwards, hops);
            policy.refusal(request, scratch);
            policy.client(request.fields(), proxy, view, scratch);
            policy.write(request, proxy, true, scratch);
        });
    }
}
