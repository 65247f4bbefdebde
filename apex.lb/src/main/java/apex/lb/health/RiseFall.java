package apex.lb.health;

import apex.spi.lb.HealthRule;

/** Changes its mind only after enough checks in a row that say the opposite; healthy at first. */
public final class RiseFall implements HealthRule {
    private final int rise;
    private final int fall;
    private boolean healthy = true;
    private int against;

    /**
     * @param rise how many passes in a row make an unhealthy endpoint healthy, 1 or more
     * @param fall how many failures in a row make a healthy endpoint unhealthy, 1 or more
     */
    public RiseFall(int rise, int fall) {
        this.rise = rise;
        this.fall = fall;
    }

    @Override
    public boolean isHealthyAfter(boolean passed) {
        if (passed == healthy) {
            against = 0;
            return healthy;
        }
        against++;
        if (against >= (healthy ? fall : rise)) {
            healthy = passed;
            against = 0;
        }
        return healthy;
    }
}
