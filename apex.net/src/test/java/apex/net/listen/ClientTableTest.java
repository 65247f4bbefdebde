package apex.net.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counting connections by client. */
class ClientTableTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(7);

    private final ClientTable table = new ClientTable(2, RANDOM.nextLong(), RANDOM.nextLong());

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static InetAddress ipv4(int number) throws UnknownHostException {
        return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
    }

    @Test
    void aClientHasItsBoundAndWhatItGivesBack() {
        int one = table.enter(ip("192.0.2.1"));
        int two = table.enter(ip("192.0.2.1"));
        assertEquals(one, two);
        assertEquals(ClientTable.FULL, table.enter(ip("192.0.2.1")));
        assertNotEquals(ClientTable.FULL, table.enter(ip("192.0.2.2")));
        table.leave(one);
        assertTrue(table.enter(ip("192.0.2.1")) >= 0);
        assertEquals(ClientTable.FULL, table.enter(ip("192.0.2.1")));
    }

    @Test
    void anIpv6NetworkOf64BitsIsOneClient() {
        table.enter(ip("2001:db8:0:1::1"));
        table.enter(ip("2001:db8:0:1:ffff:ffff:ffff:ffff"));
        assertEquals(ClientTable.FULL, table.enter(ip("2001:db8:0:1::2")));
        assertTrue(table.enter(ip("2001:db8:0:2::1")) >= 0);
    }

    @Test
    void anIpv4AddressIsNoClientOfIpv6() {
        table.enter(ip("0.0.0.0"));
        table.enter(ip("0.0.0.0"));
        assertTrue(table.enter(ip("::")) >= 0);
        assertTrue(table.enter(ip("::1")) >= 0);
        assertEquals(ClientTable.FULL, table.enter(ip("::2")));
    }

    @Test
    void noClientIsTakenForAnotherHoweverManyThereAre() throws Exception {
        ClientTable single = new ClientTable(1, RANDOM.nextLong(), RANDOM.nextLong());
        int uncounted = 0;
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int entry = single.enter(ipv4(i));
            assertNotEquals(ClientTable.FULL, entry, "client " + i);
            if (entry >= 0) {
                entries.add(entry);
            } else {
                uncounted++;
            }
        }
        assertEquals(entries.size(), entries.stream().distinct().count());
        assertTrue(uncounted > 0 && uncounted < 15_000, uncounted + " clients were not counted");
        entries.forEach(single::leave);
        for (int i = 0; i < 30_000; i++) {
            assertNotEquals(ClientTable.FULL, single.enter(ipv4(i)));
        }
    }

    @Test
    void withAFullTableFurtherClientsAreNotCountedRatherThanRefused() throws Exception {
        ClientTable single = new ClientTable(1, 0, 1);
        for (int i = 0; i < 1_000_000; i++) {
            assertNotEquals(ClientTable.FULL, single.enter(ipv4(i)));
        }
        int entry = single.enter(ipv4(-1));
        assertEquals(ClientTable.UNCOUNTED, entry);
        single.leave(entry);
        assertEquals(ClientTable.UNCOUNTED, single.enter(ipv4(-1)));
        assertEquals(ClientTable.FULL, single.enter(ipv4(0)));
    }

    @Test
    void aBoundAboveWhatCanBeCountedIsTheHighestThatCan() {
        ClientTable most = new ClientTable(Integer.MAX_VALUE, RANDOM.nextLong(), RANDOM.nextLong());
        for (int i = 0; i < ClientTable.MOST; i++) {
            assertTrue(most.enter(ip("192.0.2.1")) >= 0);
        }
        assertEquals(ClientTable.FULL, most.enter(ip("192.0.2.1")));
    }

    @Test
    void loopsThatMeetKeepTheBoundTogetherAndLeaveNothingBehind() throws Exception {
        int bound = 5;
        ClientTable shared = new ClientTable(bound, RANDOM.nextLong(), RANDOM.nextLong());
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger worst = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    start.await();
                    List<Integer> mine = new ArrayList<>();
                    for (int i = 0; i < 50_000; i++) {
                        int entry = shared.enter(ip("192.0.2.1"));
                        if (entry >= 0) {
                            mine.add(entry);
                            worst.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        }
                        if (entry == ClientTable.FULL || mine.size() == 2) {
                            inside.addAndGet(-mine.size());
                            mine.forEach(shared::leave);
                            mine.clear();
                        }
                    }
                    inside.addAndGet(-mine.size());
                    mine.forEach(shared::leave);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertTrue(worst.get() <= bound, () -> worst + " at a time");
        List<Integer> again = new ArrayList<>(Collections.nCopies(bound, 0));
        again.replaceAll(_ -> shared.enter(ip("192.0.2.1")));
        assertTrue(again.stream().allMatch(entry -> entry >= 0), again::toString);
        assertEquals(ClientTable.FULL, shared.enter(ip("192.0.2.1")));
    }
}
