package apex.http1.fuzz;

/** What holds for any bytes. An object judges one input. */
interface Promise {
    /** Reads the input, and throws when the promise is broken. */
    void judge(byte[] input, Cuts cuts);
}
