package apex.bench.compare;

import apex.bench.figures.Round;
import apex.bench.idle.IdleRun;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What one proxy came to in one workload. */
final class Standing {
    private final Entrant entrant;
    private final Rules rules;
    private final List<Round> closedLoop = new ArrayList<>();
    private final List<Round> atRate = new ArrayList<>();
    private final List<Round> dirty = new ArrayList<>();
    private final List<IdleRun.PerConnection> idle = new ArrayList<>();
    private final List<StartRounds.Run> starts = new ArrayList<>();
    private final List<PauseRounds.Run> pauses = new ArrayList<>();
    private final List<RouteRounds.Load> loads = new ArrayList<>();
    private final List<RouteRounds.Lookups> lookups = new ArrayList<>();
    private OptionalDouble allocatedBytes = OptionalDouble.empty();
    private String failure = "";

    Standing(Entrant entrant, Rules rules) {
        this.entrant = entrant;
        this.rules = rules;
    }

    Entrant entrant() {
        return entrant;
    }

    /** Adds a clean round as fast as it goes, or at the constant rate. */
    void add(Round round, boolean isAtRate) {
        (isAtRate ? atRate : closedLoop).add(round);
    }

    void addDirty(Round round) {
        dirty.add(round);
    }

    void add(IdleRun.PerConnection bytes) {
        idle.add(bytes);
    }

    void add(StartRounds.Run run) {
        starts.add(run);
    }

    void add(PauseRounds.Run run) {
        pauses.add(run);
    }

    void add(RouteRounds.Load load) {
        loads.add(load);
    }

    void add(RouteRounds.Lookups all) {
        lookups.add(all);
    }

    /** Bytes for each request. */
    void allocated(double bytes) {
        allocatedBytes = OptionalDouble.of(bytes);
    }

    /** Notes why it was not measured to the end. */
    void failed(String why) {
        failure = why;
    }

    /** Why it was not measured to the end, empty when it was. */
    String failure() {
        return failure;
    }

    /** Clean rounds as fast as it goes. */
    List<Round> closedLoop() {
        return List.copyOf(closedLoop);
    }

    /** Those of them that say how much the proxy can do. */
    List<Round> saturated() {
        return closedLoop.stream().filter(rules::isSaturated).toList();
    }

    /** Clean rounds at the constant rate. */
    List<Round> atRate() {
        return List.copyOf(atRate);
    }

    List<Round> dirty() {
        return List.copyOf(dirty);
    }

    List<IdleRun.PerConnection> idle() {
        return List.copyOf(idle);
    }

    /** Cold starts, also those that do not count. */
    List<StartRounds.Run> starts() {
        return List.copyOf(starts);
    }

    /** Runs in which pauses were noted. */
    List<PauseRounds.Run> pauses() {
        return List.copyOf(pauses);
    }

    /** Starts with 10,000 routes and with one, also those that do not count. */
    List<RouteRounds.Load> loads() {
        return List.copyOf(loads);
    }

    /** Look-ups among 10,000 routes, also those that do not count. */
    List<RouteRounds.Lookups> lookups() {
        return List.copyOf(lookups);
    }

    OptionalDouble allocatedBytes() {
        return allocatedBytes;
    }

    /** Requests that failed, in all clean rounds and all cold starts. */
    long errors() {
        return starts.stream().mapToLong(run -> run.round().load().errors()).sum()
                + closedLoop.stream().mapToLong(round -> round.load().errors()).sum()
                + atRate.stream().mapToLong(round -> round.load().errors()).sum();
    }
}
