package apex.bench.load;

/** Told, on the thread of the load, where the measured part of a run begins and ends; connections are open both times. */
public interface LoadWatcher {
    /** A watcher that does nothing. */
    LoadWatcher NONE = new LoadWatcher() {
        @Override
        public void measuringBegins() {}

        @Override
        public void measuringEnds() {}
    };

    /** The warm-up is over. */
    void measuringBegins();

    /** The measured part is over. */
    void measuringEnds();
}
