package apex.bench.stale;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Sends requests through a gateway to a {@link FickleBackend}, from some clients at once. */
final class StaleRun {
    private final AtomicReferenceArray<Fate> fates;
    private final Ledger ledger;

    /** A run whose backend writes to {@code ledger}. */
    StaleRun(int requests, Ledger ledger) {
        fates = new AtomicReferenceArray<>(requests);
        this.ledger = ledger;
    }

    /** Sends all requests. */
    Verdict send(InetSocketAddress gateway, int clients, long seed) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        SplittableRandom random = new SplittableRandom(seed);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.startVirtualThread(new Client(gateway, next, fates, random.split())::run));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Verdict verdict = new Verdict();
        for (int id = 0; id < fates.length(); id++) {
            verdict.judge(new Request(id), fates.get(id), ledger.timesProcessed(id), ledger.timesMet(id));
        }
        return verdict;
    }
}
