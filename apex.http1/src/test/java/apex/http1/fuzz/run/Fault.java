package apex.http1.fuzz.run;

import apex.http1.fuzz.Cuts;
import apex.http1.fuzz.Target;
import java.util.Arrays;

/** What goes wrong with an input of a target. */
final class Fault {
    private final Target target;
    private final Throwable thrown;

    private Fault(Target target, Throwable thrown) {
        this.target = target;
        this.thrown = thrown;
    }

    /** The fault that the input shows, or null. */
    static Fault of(Target target, byte[] input, Cuts cuts) {
        try {
            target.judge(input, cuts);
            return null;
        } catch (RuntimeException | Error e) {
            return new Fault(target, e);
        }
    }

    /** A small input that shows the same fault. */
    byte[] shrink(byte[] input) {
        return Shrinker.shrink(input, smaller -> {
            Fault other = of(target, smaller, Cuts.SOME);
            return other != null && other.place().equals(place());
        });
    }

    Throwable thrown() {
        return thrown;
    }

    /** Where it shows: two faults at one place are taken for one. */
    private String place() {
        return thrown.getClass()
                + Arrays.stream(thrown.getStackTrace())
                        .limit(4)
                        .map(StackTraceElement::toString)
                        .toList()
                        .toString();
    }
}
