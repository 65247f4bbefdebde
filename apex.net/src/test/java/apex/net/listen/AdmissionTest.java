package apex.net.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.net.tcp.Rig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What people hear of connections that are closed without a word, and how loops ask one another for room. */
class AdmissionTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Admission admission = new Admission(Rig.listener("127.0.0.1:80"), nanos::get, told::add);

    private void report(String ip) {
        admission.reportBadHeader(new InetSocketAddress(InetAddress.ofLiteral(ip), 4711));
    }

    @Test
    void aBadHeaderIsToldOfAtMostOnceAMinuteWithTheNumberOfTheOthers() throws Exception {
        report("192.0.2.1");
        report("192.0.2.2");
        report("192.0.2.3");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
        report("192.0.2.4");
        nanos.incrementAndGet();
        report("192.0.2.5");
        String both = told.poll(5, TimeUnit.SECONDS) + " | " + told.poll(5, TimeUnit.SECONDS);
        assertTrue(both.contains("from /192.0.2.1:4711, ") && both.contains("; 0 more since"), both);
        assertTrue(both.contains("from /192.0.2.5:4711, ") && both.contains("; 3 more since"), both);
        assertTrue(both.contains("listener 127.0.0.1:80: "), both);
        assertEquals(0, told.size());
    }

    @Test
    void howeverManyAreRefusedOneWishForRoomIsOnItsWayAtATime() {
        assertTrue(admission.beginWish());
        assertFalse(admission.beginWish());
        admission.endWish();
        assertTrue(admission.beginWish());
    }
}
