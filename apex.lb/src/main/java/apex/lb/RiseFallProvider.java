package apex.lb;

import apex.lb.health.RiseFall;
import apex.spi.lb.HealthRule;
import apex.spi.lb.HealthRuleProvider;
import apex.spi.settings.Schema;

/** Makes {@link RiseFall} rules. */
public final class RiseFallProvider implements HealthRuleProvider<RiseFallSettings> {
    @Override
    public String name() {
        return "rise_fall";
    }

    @Override
    public Schema<RiseFallSettings> settings() {
        return RiseFallSettings.SCHEMA;
    }

    @Override
    public HealthRule create(RiseFallSettings settings) {
        return new RiseFall(settings.rise(), settings.fall());
    }
}
