package apex.bench.paired;

import apex.bench.figures.Round;

/**
 * Two rounds one right behind the other.
 *
 * @param start which pair of processes they were, from 1
 * @param here of this state
 * @param there of the other one
 */
record Pair(int start, Round here, Round there) {
    /** The processor time of a request here as a multiple of that there; without bound when one of them answered nothing. */
    double ratio() {
        return here.perCpuSecond() == 0 ? Double.POSITIVE_INFINITY : there.perCpuSecond() / here.perCpuSecond();
    }

    /** Microseconds of processor time for a request. */
    static double micros(Round round) {
        return 1e6 / round.perCpuSecond();
    }
}
