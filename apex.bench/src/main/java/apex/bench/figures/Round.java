package apex.bench.figures;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One proxy's turn.
 *
 * @param load what the clients saw
 * @param cpuSeconds what the proxy spent
 * @param residentKib what it held at the end
 * @param coreBusy the share of the time in which its core worked for anybody, 0 to 1
 * @param ownShare the share of the time in which its core worked for it, 0 to 1
 * @param stolen the share of the time of its core or of the load's, whichever is more, that the hypervisor took, 0 to 1
 */
public record Round(
        LoadResult load, double cpuSeconds, long residentKib, double coreBusy, double ownShare, double stolen) {
    /** Requests per second of processor time; 0 when it spent none. */
    public double perCpuSecond() {
        return cpuSeconds == 0 ? 0 : load.requests() / cpuSeconds;
    }

    /** Names and values for a machine to read. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("requests", load.requests());
        values.put("seconds", load.seconds());
        values.put("cpu_seconds", cpuSeconds);
        values.put("requests_per_second", load.perSecond());
        values.put("requests_per_cpu_second", perCpuSecond());
        values.put("p50_nanos", load.p50Nanos());
        values.put("p99_nanos", load.p99Nanos());
        values.put("p999_nanos", load.p999Nanos() < 0 ? Double.NaN : (double) load.p999Nanos());
        values.put("errors", load.errors());
        values.put("resident_kib", residentKib);
        values.put("core_busy", coreBusy);
        values.put("core_busy_by_proxy", ownShare);
        values.put("stolen", stolen);
        return values;
    }
}
