package apex.spi.exchange;

/**
 * The one handle to a suspended exchange that may leave its loop. It is bound to that exchange and to that suspension: once the
 * exchange has gone on, completed, or been taken over by another request, using it does nothing but count.
 */
public interface Resumption {
    /**
     * Lets the exchange go on, after {@code step} has run on its loop. Any thread, any number of times; only the first counts.
     *
     * @param step edits the exchange and says how it goes on: {@link apex.spi.filter.Verdict#CONTINUE} or {@link
     *     apex.spi.filter.Verdict#ANSWERED}. If it throws, the exchange is answered with {@code filter_error}.
     */
    void resume(Step step);

    /** Lets the exchange go on as it is. */
    default void resume() {
        resume(exchange -> apex.spi.filter.Verdict.CONTINUE);
    }

    /** What a resumption does on the exchange's loop. */
    @FunctionalInterface
    interface Step {
        /** Edits the exchange and says how it goes on. */
        apex.spi.filter.Verdict run(Exchange exchange);
    }
}
