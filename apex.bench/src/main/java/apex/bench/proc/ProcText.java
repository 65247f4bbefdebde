package apex.bench.proc;

/** Reads the forms of {@code proc(5)}. */
final class ProcText {
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcText() {}

    /**
     * User and system time in clock ticks, from the text of {@code /proc/<pid>/stat}. The program's name, in parentheses, may
     * itself hold spaces and parentheses.
     */
    static long cpuTicks(String stat) {
        int name = stat.lastIndexOf(')');
        String[] fields = stat.substring(name + 1).strip().split(" ", -1);
        if (name < 0 || fields.length <= SYSTEM_TICKS) {
            throw new IllegalArgumentException(
                    "stat of a process: \"" + stat.strip() + "\" (expected: pid (name) state …)");
        }
        return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
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
