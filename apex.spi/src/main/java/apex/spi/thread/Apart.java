package apex.spi.thread;

/**
 * An object that one loop writes all the time and that lies in an array with those of other loops. Collectors put the objects of
 * an array side by side; without room between them, each loop's writes would take the cache line of its neighbour away, for every
 * request. So 128 bytes come before the first field of a subclass: a line of 64, and the one that processors fetch along with it.
 *
 * <p>For state of one loop only. Whatever is made for each exchange or connection is many, and lies where its loop made it.
 */
@LoopConfined
@SuppressWarnings("unused") // room is all that the fields are for
public abstract class Apart {
    /** Takes the gap behind the object's header, which the JVM would give to a small field of the subclass. */
    private int before;

    private long room0;
    private long room1;
    private long room2;
    private long room3;
    private long room4;
    private long room5;
    private long room6;
    private long room7;
    private long room8;
    private long room9;
    private long room10;
    private long room11;
    private long room12;
    private long room13;
    private long room14;
    private long room15;

    /** For subclasses. */
    protected Apart() {}
}
