package apex.bench.compare;

import apex.bench.figures.Round;
import apex.bench.figures.Spread;
import apex.bench.lookup.Lookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What is compared, and how it is written. */
enum Figure {
    /** What a proxy gets done for what it costs; also when its core had rest. */
    PER_CPU(
            "requests per CPU-second",
            true,
            Figure::whole,
            standing -> spread(standing.closedLoop(), Round::perCpuSecond)),
    /** How much it can do. */
    PER_SECOND(
            "requests/s",
            true,
            Figure::whole,
            standing -> spread(standing.saturated(), r -> r.load().perSecond())),
    /** At saturation. */
    P50(
            "P50 ms",
            false,
            Figure::millis,
            standing -> spread(standing.saturated(), r -> r.load().p50Nanos())),
    /** At saturation. */
    P99(
            "P99 ms",
            false,
            Figure::millis,
            standing -> spread(standing.saturated(), r -> r.load().p99Nanos())),
    /** At saturation. */
    P999("P99.9 ms", false, Figure::millis, standing -> known(standing.saturated())),
    /** Of the process with all that it has started. */
    RESIDENT(
            "RSS MiB", false, Figure::tenths, standing -> spread(standing.closedLoop(), r -> r.residentKib() / 1024.0)),
    /** On the event loops. */
    ALLOCATED(
            "bytes allocated per request",
            false,
            Figure::hundredths,
            standing -> standing.allocatedBytes().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Spread.of(standing.allocatedBytes().getAsDouble()))),
    /** At the constant rate. */
    RATE_PER_CPU(
            "requests per CPU-second", true, Figure::whole, standing -> spread(standing.atRate(), Round::perCpuSecond)),
    /** At the constant rate. */
    RATE_PER_SECOND(
            "requests/s",
            true,
            Figure::whole,
            standing -> spread(standing.atRate(), r -> r.load().perSecond())),
    /** At the constant rate. */
    RATE_P50(
            "P50 ms",
            false,
            Figure::millis,
            standing -> spread(standing.atRate(), r -> r.load().p50Nanos())),
    /** At the constant rate. */
    RATE_P99(
            "P99 ms",
            false,
            Figure::millis,
            standing -> spread(standing.atRate(), r -> r.load().p99Nanos())),
    /** At the constant rate. */
    RATE_P999("P99.9 ms", false, Figure::millis, standing -> known(standing.atRate())),
    /** Of a connection on which nothing happens. */
    IDLE_RESIDENT(
            "RSS KiB",
            false,
            Figure::hundredths,
            standing -> of(standing.idle().stream()
                    .mapToDouble(idle -> idle.residentBytes() / 1024)
                    .toArray())),
    /** Of a connection on which nothing happens, of a JVM. */
    IDLE_LIVE(
            "live heap and direct KiB",
            false,
            Figure::hundredths,
            standing -> of(standing.idle().stream()
                    .filter(idle -> idle.liveBytes().isPresent())
                    .mapToDouble(idle -> idle.liveBytes().getAsDouble() / 1024)
                    .toArray())),
    /** Of a process that has just been started; where it never is, the length of the round. */
    START_REACHED(
            "s to 90 % of full speed",
            false,
            Figure::tenths,
            standing -> starts(
                    standing,
                    run -> run.rampUp()
                            .reachedSeconds()
                            .orElse(run.slices().seconds()
                                    * run.slices().answers().size()))),
    /** Of a process that has just been started. */
    START_FIRST(
            "requests in the first second",
            true,
            Figure::whole,
            standing -> starts(standing, run -> run.rampUp().firstSecond())),
    /** Of a process that has just been started, at the end of its round. */
    START_FULL(
            "full speed, requests/s",
            true,
            Figure::whole,
            standing -> starts(standing, run -> run.rampUp().fullPerSecond())),
    /** Of the time behind the moment at which it was fast. */
    START_BELOW(
            "% of the time below it afterwards",
            false,
            Figure::tenths,
            standing -> starts(standing, run -> 100 * run.rampUp().belowAfterwards())),
    /** Of all threads, under load. */
    PAUSE_LONGEST(
            "longest pause ms",
            false,
            Figure::thousandths,
            standing -> of(standing.pauses().stream()
                    .mapToDouble(run -> run.pauses().underLoad().longestMillis())
                    .toArray())),
    /** At the start. */
    ROUTES_LOAD(
            "s for 10,000 routes", false, Figure::thousandths, standing -> loads(standing, RouteRounds.Load::seconds)),
    /** From the start of the process. */
    FIRST_ANSWER_ONE(
            "s to the first answer, one route",
            false,
            Figure::thousandths,
            standing -> loads(standing, load -> load.one().seconds())),
    /** From the start of the process. */
    FIRST_ANSWER_MANY(
            "s to the first answer, 10,000 routes",
            false,
            Figure::thousandths,
            standing -> loads(standing, load -> load.many().seconds())),
    /** Of a route by its host. */
    LOOKUP_HOST("ns by host", false, Figure::tenths, standing -> lookups(standing, Lookup.Kind.HOST)),
    /** Of a route by the prefix of its path. */
    LOOKUP_PATH("ns by path", false, Figure::tenths, standing -> lookups(standing, Lookup.Kind.PATH)),
    /** Of no route. */
    LOOKUP_NONE(
            "ns for a path without a route", false, Figure::tenths, standing -> lookups(standing, Lookup.Kind.NONE));

    private final String title;
    private final boolean moreIsBetter;
    private final DoubleFunction<String> format;
    private final Function<Standing, Optional<Spread>> value;

    Figure(
            String title,
            boolean moreIsBetter,
            DoubleFunction<String> format,
            Function<Standing, Optional<Spread>> value) {
        this.title = title;
        this.moreIsBetter = moreIsBetter;
        this.format = format;
        this.value = value;
    }

    /** For the head of a column. */
    String title() {
        return title;
    }

    boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** A value in words. */
    String text(double number) {
        return format.apply(number);
    }

    /** Median and extremes over the rounds that count for it, if there are any. */
    Optional<Spread> of(Standing standing) {
        return value.apply(standing);
    }

    /** Median and extremes in words; a dash when there is no round that counts. */
    String cell(Standing standing) {
        return of(standing).map(spread -> spread.text(format)).orElse("–");
    }

    private static Optional<Spread> spread(List<Round> rounds, ToDoubleFunction<Round> value) {
        return rounds.isEmpty() ? Optional.empty() : Optional.of(Spread.of(rounds, value));
    }

    private static Optional<Spread> known(List<Round> rounds) {
        return spread(
                rounds.stream().filter(round -> round.load().p999Nanos() >= 0).toList(),
                round -> round.load().p999Nanos());
    }

    private static Optional<Spread> of(double... values) {
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    private static Optional<Spread> starts(Standing standing, ToDoubleFunction<StartRounds.Run> value) {
        return of(standing.starts().stream()
                .filter(StartRounds.Run::counts)
                .mapToDouble(value)
                .toArray());
    }

    private static Optional<Spread> loads(Standing standing, ToDoubleFunction<RouteRounds.Load> value) {
        return of(standing.loads().stream()
                .filter(RouteRounds.Load::counts)
                .mapToDouble(value)
                .toArray());
    }

    private static Optional<Spread> lookups(Standing standing, Lookup.Kind kind) {
        return of(standing.lookups().stream()
                .filter(RouteRounds.Lookups::counts)
                .mapToDouble(all -> all.kinds().get(kind).nanos())
                .toArray());
    }

    static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number).replace(',', ' ');
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    private static String thousandths(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }

    private static String tenths(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String hundredths(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
