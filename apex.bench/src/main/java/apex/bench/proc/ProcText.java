package apex.bench.proc;

/** Reads the forms of {@code proc(5)}. */
final class ProcText {
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final int CHILDREN_SYSTEM_TICKS = 14;

    private ProcText() {}

    /**
     * User and system time in clock ticks, from the text of {@code /proc/<pid>/stat}. The program's name, in parentheses, may
     * itself hold spaces and parentheses.
     */
    static long cpuTicks(String stat) {
        return sum(stat, SYSTEM_TICKS);
    }

    /** The same with the time of children that have ended and were waited for. */
    static long cpuTicksOfAll(String stat) {
        return sum(stat, CHILDREN_SYSTEM_TICKS);
    }

    private static long sum(String stat, int last) {
        int name = stat.lastIndexOf(')');
        String[] fields = stat.substring(name + 1).strip().split(" ", -1);
        if (name < 0 || fields.length <= last) {
            throw new IllegalArgumentException(
                    "stat of a process: \"" + stat.strip() + "\" (expected: pid (name) state …)");
        }
        long sum = 0;
        for (int i = USER_TICKS; i <= last; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    /** Resident memory in KiB, from the text of {@code /proc/<pid>/status}; 0 when the process has none any more. */
    static long residentKib(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
