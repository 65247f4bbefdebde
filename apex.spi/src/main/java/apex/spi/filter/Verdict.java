package apex.spi.filter;

import apex.spi.thread.Frozen;

/** How an exchange goes on after a phase of a filter. */
@Frozen
public enum Verdict {
    /** The next step of the chain is next. */
    CONTINUE,
    /** {@link apex.spi.exchange.Exchange#answer} has been called; its response goes back through the filters already entered. */
    ANSWERED,
    /** {@link apex.spi.exchange.Exchange#suspend} has been called; nothing happens until its resumption is used. */
    SUSPENDED
}
