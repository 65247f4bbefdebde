package apex.net.poll;

import apex.net.system.Kernel;
import apex.spi.thread.Cold;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An epoll set with the memory for its events. */
final class EventSet {
    private static final int MOST_EVENTS = 1024;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    /** The kernel packs {@code struct epoll_event} on this architecture and on no other. */
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));

    private static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int DATA_AT = PACKED ? 4 : 8;

    private final Kernel kernel;
    private final int descriptor;
    private final MemorySegment wanted;
    private final MemorySegment events;

    @Cold
    EventSet(Kernel kernel) throws IOException {
        this.kernel = kernel;
        Arena arena = Arena.ofAuto();
        wanted = arena.allocate(EVENT_BYTES, Long.BYTES);
        events = arena.allocate((long) MOST_EVENTS * EVENT_BYTES, Long.BYTES);
        descriptor = kernel.newEventSet();
    }

    /** Watches a descriptor until it is closed, for this number alone; 0, or a negated error. */
    int add(int fd, int eventsOfIt, int number) {
        wanted.set(INT, 0, eventsOfIt);
        wanted.set(LONG, DATA_AT, number);
        return kernel.watch(descriptor, fd, wanted.address());
    }

    /** Waits for events, not longer than that; how many there are. */
    int await(int millis) {
        int count = kernel.awaitEvents(descriptor, events.address(), MOST_EVENTS, millis);
        if (count < 0 && count != -Kernel.INTERRUPTED) {
            throw new IllegalStateException("epoll_wait: " + Kernel.text(-count));
        }
        return Math.max(0, count);
    }

    /** What has happened, of the event at {@code index}. */
    int flags(int index) {
        return events.get(INT, (long) index * EVENT_BYTES);
    }

    /** To the descriptor that was added with which number. */
    int number(int index) {
        return (int) events.get(LONG, (long) index * EVENT_BYTES + DATA_AT);
    }

    @Cold
    void close() {
        kernel.close(descriptor);
    }
}
