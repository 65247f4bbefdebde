package apex.spi.filter;

import apex.spi.thread.Cold;
import java.util.Set;

/**
 * Where a filter may stand. Names that a chain does not have are no constraint; a chain that contradicts one is refused at start.
 *
 * @param after names of filters that must come earlier in the chain
 * @param before names of filters that must come later in the chain
 */
@Cold
public record Ordering(Set<String> after, Set<String> before) {
    /** No constraint. */
    public static final Ordering ANYWHERE = new Ordering(Set.of(), Set.of());

    /** Copies both sets. */
    public Ordering {
        after = Set.copyOf(after);
        before = Set.copyOf(before);
    }
}
