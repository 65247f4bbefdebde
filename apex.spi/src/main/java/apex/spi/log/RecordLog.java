package apex.spi.log;

import apex.spi.thread.Frozen;

/** A log with one writer for each loop. When its cold end is behind or its disk is full, records are dropped and counted. */
@Frozen
public interface RecordLog {
    /** The writer of the loop with this index; for that loop only. */
    RecordWriter writer(int loop);

    /** Records that were dropped so far, over all loops. Any thread. */
    long dropped();
}
