package apex.spi.lb;

import apex.spi.thread.Cold;

/** Decides from a sequence of checks whether an endpoint is healthy. One for each endpoint; called by one thread at a time. */
@Cold
@FunctionalInterface
public interface HealthRule {
    /** Takes in the result of a check and says whether the endpoint is healthy now. */
    boolean isHealthyAfter(boolean passed);
}
