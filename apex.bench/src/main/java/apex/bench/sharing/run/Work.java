package apex.bench.sharing.run;

/** What one loop does to a structure, again and again. */
@FunctionalInterface
interface Work {
    /** Does it so many times. On the thread that plays the loop. */
    void run(int times);
}
