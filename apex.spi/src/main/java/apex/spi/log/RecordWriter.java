package apex.spi.log;

/** Takes the records of one loop. Never blocks. */
public interface RecordWriter {
    /** The buffer for the next record, empty. What was written since without {@link #commit} is forgotten. */
    LineBuffer begin();

    /** Hands the record over, with a line feed behind it; dropped and counted when the cold end is behind. */
    void commit();
}
