package apex.net.listen;

import apex.spi.thread.Frozen;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many connections each client has at present, over all loops, changed by compare-and-set only.
 *
 * <p>A client is an IPv4 address or the /64 network of an IPv6 address: 64 bits, of which a secret one-to-one mixing makes the
 * number of a bucket and a rest. A bucket is one cache line of eight entries, each a rest and a count in one word, so that a rest in
 * its bucket is the whole key: no client is ever taken for another. Where a bucket is full, a further client is not counted rather
 * than refused; without the secret nobody can aim at a bucket.
 *
 * <p>The bound is exact but for one case: when two loops meet a new client in the same instant as a neighbour leaves the bucket, the
 * client gets two entries. Both count against its bound, which loops that look at once can exceed by one each.
 */
@Frozen
final class ClientTable {
    /** An entry's number for a client that is not counted. */
    static final int UNCOUNTED = -1;

    /** Instead of an entry's number: the client has as many connections as it may have. */
    static final int FULL = -2;

    /** The highest bound that can be counted to. */
    static final int MOST = (1 << 14) - 1;

    private static final int COUNT_BITS = 14;
    private static final int BUCKET_BITS = 14;
    private static final int BUCKET = 8;

    /** No client has a multicast address, so that these stand for IPv4. */
    private static final long IPV4 = 0xff00_0000_0000_0000L;

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private final AtomicLongArray entries = new AtomicLongArray(BUCKET << BUCKET_BITS);
    private final int most;
    private final long secret;
    private final long factor;

    /**
     * @param most the most connections of a client; above {@link #MOST} it is {@link #MOST}
     * @param secret random
     * @param factor random
     */
    ClientTable(int most, long secret, long factor) {
        this.most = Math.min(most, MOST);
        this.secret = secret;
        this.factor = factor | 1;
    }

    /** Counts a connection of a client: the number of its entry, for {@link #leave}, or {@link #UNCOUNTED} or {@link #FULL}. */
    int enter(InetAddress client) {
        long mixed = mixed(key(client));
        int bucket = (int) (mixed >>> Long.SIZE - BUCKET_BITS) * BUCKET;
        long rest = mixed << BUCKET_BITS;
        while (true) {
            int own = -1;
            int free = -1;
            int sum = 0;
            long seen = 0;
            for (int at = bucket; at < bucket + BUCKET; at++) {
                long entry = entries.get(at);
                if (entry == 0) {
                    free = free < 0 ? at : free;
                } else if ((entry & -1L << COUNT_BITS) == rest) {
                    own = at;
                    seen = entry;
                    sum += count(entry);
                }
            }
            if (sum >= most) {
                return FULL;
            }
            int at = own < 0 ? free : own;
            if (at < 0) {
                return UNCOUNTED;
            }
            if (entries.compareAndSet(at, own < 0 ? 0 : seen, own < 0 ? rest | 1 : seen + 1)) {
                return at;
            }
        }
    }

    /** Takes a connection back that {@link #enter} has counted. */
    void leave(int entry) {
        if (entry < 0) {
            return;
        }
        long seen;
        do {
            seen = entries.get(entry);
        } while (!entries.compareAndSet(entry, seen, count(seen) == 1 ? 0 : seen - 1));
    }

    private static int count(long entry) {
        return (int) entry & MOST;
    }

    /** A permutation of all 64-bit numbers, so that nothing of the key is lost. */
    private long mixed(long key) {
        long x = (key ^ secret) * factor;
        x = (x ^ x >>> 32) * 0xd6e8_feb8_6659_fd93L;
        x = (x ^ x >>> 29) * factor;
        x = (x ^ x >>> 32 ^ secret) * 0x9e37_79b9_7f4a_7c15L;
        return x ^ x >>> 31;
    }

    private static long key(InetAddress client) {
        byte[] bytes = client.getAddress();
        if (client instanceof Inet4Address) {
            return IPV4 | number(bytes, 0, 4);
        }
        for (int i = 0; i < MAPPED.length; i++) {
            if (bytes[i] != MAPPED[i]) {
                return number(bytes, 0, 8);
            }
        }
        return IPV4 | number(bytes, MAPPED.length, 4);
    }

    private static long number(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = at; i < at + count; i++) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }
}
