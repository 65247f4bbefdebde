package apex.net.watch;

import apex.spi.exchange.ArenaSlab;
import apex.spi.thread.Deadline;
import apex.spi.thread.Loop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;

/** A loop whose mailbox is emptied by hand. */
final class HandRunLoop implements Loop {
    final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
    boolean ended;
    private final int index;

    HandRunLoop(int index) {
        this.index = index;
    }

    void run() {
        while (!mailbox.isEmpty()) {
            mailbox.poll().run();
        }
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        if (ended) {
            throw new RejectedExecutionException("ended");
        }
        mailbox.add(task);
    }

    @Override
    public long nanoTime() {
        throw new UnsupportedOperationException("no clock");
    }

    @Override
    public void arm(Deadline deadline, long millis) {
        throw new UnsupportedOperationException("no clock");
    }

    @Override
    public void disarm(Deadline deadline) {
        throw new UnsupportedOperationException("no clock");
    }

    @Override
    public ArenaSlab arenas() {
        throw new UnsupportedOperationException("no arenas");
    }
}
