package apex.plugins.standard.limitrate;

import apex.spi.exchange.Slot;
import apex.spi.filter.Filter;
import apex.spi.filter.FilterContext;
import apex.spi.filter.FilterProvider;
import apex.spi.settings.Problem;
import apex.spi.settings.Schema;
import apex.spi.settings.SettingsException;
import apex.spi.thread.Cold;
import java.util.ArrayList;
import java.util.List;

/** Makes {@link LimitRateFilter}s. */
@Cold
public final class LimitRateProvider implements FilterProvider<LimitRateSettings> {
    /** At less, a chunk of 64 KiB would take longer than a minute, which clients take for the end. */
    private static final long LEAST = 1024;

    private static final String RESPONSE = "response_bytes_per_second";
    private static final String REQUEST = "request_bytes_per_second";

    @Override
    public String name() {
        return "limit-rate";
    }

    @Override
    public Schema<LimitRateSettings> settings() {
        return LimitRateSettings.SCHEMA;
    }

    @Override
    public Filter create(LimitRateSettings settings, FilterContext context) {
        List<Problem> problems = new ArrayList<>();
        long response = settings.responseBytesPerSecond();
        long request = settings.requestBytesPerSecond();
        if (response == 0 && request == 0) {
            problems.add(new Problem(
                    context.place(), "no rate (expected: " + RESPONSE + " or " + REQUEST + ", " + LEAST + " or more)"));
        } else if (response == 0 && settings.responseAfter() > 0) {
            problems.add(new Problem(
                    context.place(),
                    "response_after: " + settings.responseAfter() + " without a rate to begin then (expected: "
                            + RESPONSE + " beside it)"));
        }
        checkRate(RESPONSE, response, context, problems);
        checkRate(REQUEST, request, context, problems);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return new LimitRateFilter(
                response, settings.responseAfter(), slot(response, context), request, slot(request, context));
    }

    private static void checkRate(String key, long rate, FilterContext context, List<Problem> problems) {
        if (rate > 0 && rate < LEAST) {
            problems.add(new Problem(
                    context.place(), key + ": " + rate + " (expected: 0 for no bound, or " + LEAST + " or more)"));
        }
    }

    private static Slot<Meter> slot(long rate, FilterContext context) {
        return rate == 0 ? null : context.slot(Meter.class, Meter::new, Meter::clear);
    }
}
