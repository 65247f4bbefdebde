package apex.net.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of the PROXY protocol, in pieces and with bytes behind them. */
class ProxyPreambleTest {
    private static final String BEHIND = "GET / HTTP/1.1\r\n";

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] line(String text) {
        return ascii(text + "\r\n");
    }

    /** Reads a header cut in two at every place and followed by other bytes, byte by byte too; the result is always the same. */
    private static ProxiedEnds read(byte[] header) {
        byte[] all = (new String(header, StandardCharsets.ISO_8859_1) + BEHIND).getBytes(StandardCharsets.ISO_8859_1);
        ProxiedEnds result = null;
        for (int cut = 0; cut <= all.length; cut++) {
            ProxyPreamble preamble = new ProxyPreamble();
            Bytes one = new Bytes(all, 0, cut);
            Bytes two = new Bytes(all, cut, all.length);
            if (preamble.feed(one)) {
                assertFalse(preamble.isBad(), "cut at " + cut);
                assertTrue(cut >= header.length, "complete too early, at " + cut);
                assertEquals(cut - header.length, one.remaining());
            } else {
                assertEquals(0, one.remaining());
                assertTrue(preamble.feed(two), "cut at " + cut);
                assertFalse(preamble.isBad(), "cut at " + cut);
                assertEquals(BEHIND.length(), two.remaining());
            }
            assertEquals(result == null ? preamble.ends() : result, preamble.ends());
            result = preamble.ends();
        }
        ProxyPreamble slow = new ProxyPreamble();
        for (int i = 0; i < header.length; i++) {
            assertEquals(i == header.length - 1, slow.feed(new Bytes(header, i, i + 1)));
        }
        assertEquals(result, slow.ends());
        return result;
    }

    private static boolean isRefused(byte[] header) {
        ProxyPreamble whole = new ProxyPreamble();
        boolean over = whole.feed(new Bytes(header, 0, header.length));
        ProxyPreamble slow = new ProxyPreamble();
        for (int i = 0; i < header.length; i++) {
            slow.feed(new Bytes(header, i, i + 1));
        }
        assertEquals(whole.isBad(), slow.isBad(), "whole and in pieces are not the same");
        return over && whole.isBad();
    }

    private static InetSocketAddress address(String ip, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.1 198.51.100.7 4711 80, 192.0.2.1, 4711, 198.51.100.7, 80",
        "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0, 255.255.255.255, 65535, 0.0.0.0, 0",
        "PROXY TCP6 2001:db8::1 ::1 4711 80, 2001:db8::1, 4711, ::1, 80",
        "PROXY TCP6 2001:DB8:0:0:0:0:0:1 1:2:3:4:5:6:7:8 1 2, 2001:db8::1, 1, 1:2:3:4:5:6:7:8, 2",
        "PROXY TCP6 :: 1:: 1 2, ::, 1, 1::, 2",
        "PROXY TCP6 ::ffff:192.0.2.1 64:ff9b::198.51.100.7 1 2, 192.0.2.1, 1, 64:ff9b::c633:6407, 2",
        "PROXY TCP6 1:2:3:4:5:6:192.0.2.1 ::ffff:c000:201 1 2, 1:2:3:4:5:6:c000:201, 1, 192.0.2.1, 2",
    })
    void aLineTellsBothEnds(String line, String source, int sourcePort, String destination, int destinationPort) {
        assertEquals(
                new ProxiedEnds(address(source, sourcePort), address(destination, destinationPort)), read(line(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN",
                "PROXY UNKNOWN ",
                "PROXY UNKNOWN whatever it may be",
                "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535"
            })
    void anUnknownLineLeavesTheConnectionItsOwnEnds(String line) {
        assertSame(ProxiedEnds.UNTOLD, read(line(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "proxy TCP4 192.0.2.1 198.51.100.7 4711 80",
                "PROXY  TCP4 192.0.2.1 198.51.100.7 4711 80",
                "PROXY\tTCP4 192.0.2.1 198.51.100.7 4711 80",
                "PROXY TCP4  192.0.2.1 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2.1 198.51.100.7 4711 80 ",
                "PROXY TCP4 192.0.2.1 198.51.100.7 4711",
                "PROXY TCP4 192.0.2.1 198.51.100.7 4711 80 81",
                "PROXY TCP4 192.0.2.01 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2.256 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2.1.1 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2.+1 198.51.100.7 4711 80",
                "PROXY TCP4 0xc0.0.2.1 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2.1 ::1 4711 80",
                "PROXY TCP4 localhost 198.51.100.7 4711 80",
                "PROXY TCP4 192.0.2.1 198.51.100.7 04711 80",
                "PROXY TCP4 192.0.2.1 198.51.100.7 65536 80",
                "PROXY TCP4 192.0.2.1 198.51.100.7 -1 80",
                "PROXY TCP4 192.0.2.1 198.51.100.7 4711 ",
                "PROXY TCP4 192.0.2.1 198.51.100.7 4711 8\u0660",
                "PROXY TCP6 192.0.2.1 198.51.100.7 4711 80",
                "PROXY TCP6 ::1%lo ::1 4711 80",
                "PROXY TCP6 [::1] ::1 4711 80",
                "PROXY TCP6 1:2:3:4:5:6:7 ::1 4711 80",
                "PROXY TCP6 1:2:3:4:5:6:7:8:9 ::1 4711 80",
                "PROXY TCP6 1:2:3:4:5:6:7::8 ::1:: 4711 80",
                "PROXY TCP6 1:2:3:4::5:6:7:8 ::1 4711 80",
                "PROXY TCP6 1:::2 ::1 4711 80",
                "PROXY TCP6 :1 ::1 4711 80",
                "PROXY TCP6 1: ::1 4711 80",
                "PROXY TCP6 00001::1 ::1 4711 80",
                "PROXY TCP6 g::1 ::1 4711 80",
                "PROXY TCP6 1.2.3.4::1 ::1 4711 80",
                "PROXY TCP6 ::1.2.3.4:1 ::1 4711 80",
                "PROXY TCP6 1:2:3:4:5:6:7:1.2.3.4 ::1 4711 80",
                "PROXY TCP6 ::1.2.3 ::1 4711 80",
                "PROXY UDP4 192.0.2.1 198.51.100.7 4711 80",
                "PROXY UNKNOWNX",
                "PROXY unknown",
                "PROXY ",
                "PROXY"
            })
    void aLineThatIsNotExactlyAsSpecifiedIsRefused(String line) {
        assertTrue(isRefused(line(line)));
    }

    @Test
    void onlyCarriageReturnAndLineFeedTogetherEndALine() {
        assertTrue(isRefused(ascii("PROXY UNKNOWN\n")));
        assertTrue(isRefused(ascii("PROXY UNKNOWN\rx")));
        assertTrue(isRefused(ascii("PROXY UNKNOWN\r\r\n")));
    }

    @Test
    void aLineHasAtMost107Bytes() {
        String longest = "PROXY UNKNOWN " + "x".repeat(91);
        assertSame(ProxiedEnds.UNTOLD, read(line(longest)));
        assertTrue(isRefused(line(longest + "x")));
        assertTrue(isRefused(ascii(longest + "xx")));
    }

    @Test
    void aBinaryHeaderTellsBothEnds() {
        assertEquals(
                new ProxiedEnds(address("192.0.2.1", 0x1267), address("198.51.100.7", 80)),
                read(BinaryBytes.header("2111", BinaryBytes.TCP4_ADDRESSES)));
        String six = "20010db8" + "00".repeat(11) + "01" + "00".repeat(15) + "01" + "ffff" + "01bb";
        assertEquals(
                new ProxiedEnds(address("2001:db8::1", 65535), address("::1", 443)),
                read(BinaryBytes.header("2121", six)));
        String mapped = "00".repeat(10) + "ffffc0000201" + "00".repeat(10) + "ffffc6336407" + "12670050";
        assertEquals(
                new ProxiedEnds(address("192.0.2.1", 0x1267), address("198.51.100.7", 80)),
                read(BinaryBytes.header("2121", mapped)));
    }

    static Stream<byte[]> untold() {
        return Stream.of(
                BinaryBytes.header("2000", ""),
                BinaryBytes.header("20ff", "010203"),
                BinaryBytes.header("2011", BinaryBytes.TCP4_ADDRESSES),
                BinaryBytes.header("2100", ""),
                BinaryBytes.header("2100", "0102"),
                BinaryBytes.header("2110", BinaryBytes.TCP4_ADDRESSES),
                BinaryBytes.header("2112", BinaryBytes.TCP4_ADDRESSES),
                BinaryBytes.header("2122", "00".repeat(36)),
                BinaryBytes.header("2131", "2f".repeat(216)),
                BinaryBytes.header("2132", "00".repeat(216)));
    }

    @ParameterizedTest
    @MethodSource("untold")
    void ofChecksAndOfWhatIsNotTcpTheConnectionsOwnEndsCount(byte[] header) {
        assertSame(ProxiedEnds.UNTOLD, read(header));
    }

    @Test
    void vectorsBehindTheAddressesAreReadOver() {
        String vectors = BinaryBytes.vector(0x01, "6832")
                + BinaryBytes.vector(0x04, "")
                + BinaryBytes.vector(0x20, "01000000002100025631")
                + BinaryBytes.vector(0xee, "00".repeat(300));
        ProxiedEnds plain = read(BinaryBytes.header("2111", BinaryBytes.TCP4_ADDRESSES));
        assertEquals(plain, read(BinaryBytes.header("2111", BinaryBytes.TCP4_ADDRESSES + vectors)));
        assertEquals(plain, read(BinaryBytes.withChecksum("2111", BinaryBytes.TCP4_ADDRESSES + vectors, 0)));
    }

    static Stream<byte[]> malformed() {
        String addresses = BinaryBytes.TCP4_ADDRESSES;
        return Stream.of(
                BinaryBytes.of("0d0a0d0a000d0a515549540b2111000c" + addresses),
                BinaryBytes.of("0d0a0d0a0d"),
                BinaryBytes.of("160301"),
                BinaryBytes.header("1111", addresses),
                BinaryBytes.header("3111", addresses),
                BinaryBytes.header("2211", addresses),
                BinaryBytes.header("2f11", addresses),
                BinaryBytes.header("2141", addresses),
                BinaryBytes.header("21f1", addresses),
                BinaryBytes.header("2113", addresses),
                BinaryBytes.header("2111", addresses.substring(2)),
                BinaryBytes.header("2111", ""),
                BinaryBytes.header("2121", addresses),
                BinaryBytes.header("2131", addresses),
                BinaryBytes.header("2111", addresses + "04"),
                BinaryBytes.header("2111", addresses + "0400"),
                BinaryBytes.header("2111", addresses + "040001"),
                BinaryBytes.header("2111", addresses + "04ffff00"),
                BinaryBytes.header("2111", addresses + BinaryBytes.vector(3, "0000")),
                BinaryBytes.header("2111", addresses + BinaryBytes.vector(3, "00000000")),
                BinaryBytes.withChecksum("2111", addresses, 1),
                BinaryBytes.withChecksum("2111", addresses + BinaryBytes.vector(3, "00000000"), 0));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aBinaryHeaderThatIsNotExactlyAsSpecifiedIsRefused(byte[] header) {
        assertTrue(isRefused(header));
    }

    @Test
    void aBinaryHeaderIsRefusedByItsLengthBeforeTheRestArrives() {
        assertTrue(isRefused(BinaryBytes.of(BinaryBytes.SIGNATURE + "2111" + "ffff")));
        int longest = ProxyPreamble.MOST_BYTES - BinaryHeader.FIXED_BYTES;
        assertTrue(isRefused(BinaryBytes.of(BinaryBytes.SIGNATURE + "2111" + "%04x".formatted(longest + 1))));
        byte[] header = BinaryBytes.header("2000", "00".repeat(longest));
        ProxyPreamble preamble = new ProxyPreamble();
        assertTrue(preamble.feed(new Bytes(header, 0, header.length)));
        assertSame(ProxiedEnds.UNTOLD, preamble.ends());
    }

    @Test
    void nothingIsNotAHeaderYet() {
        ProxyPreamble preamble = new ProxyPreamble();
        assertFalse(preamble.feed(new Bytes(new byte[0], 0, 0)));
        assertTrue(preamble.isEmpty());
        assertFalse(preamble.feed(new Bytes(ascii("P"), 0, 1)));
        assertFalse(preamble.isEmpty());
    }
}
