package apex.arch.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A breach of the lock law that is allowed, with its reason.
 *
 * @param place the method in which it stands, {@code apex.net.Wire.write}; its lambdas count as the method
 * @param what part of what {@link Violation#what} says
 * @param reason why it does no harm
 */
record Admission(String place, String what, String reason) {
    Admission {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(place + ": an admission without a reason");
        }
    }

    boolean covers(Violation violation) {
        MethodRef at = violation.place();
        String inLambda = at.owner().replace('/', '.') + "." + at.lambdaOf();
        return (place.equals(at.toString()) || place.equals(inLambda))
                && violation.what().contains(what);
    }

    /** What is left of {@code violations}, and every admission that admits nothing any more, as lines for people. */
    static List<String> remaining(Collection<Violation> violations, Collection<Admission> admissions) {
        List<String> lines = new ArrayList<>();
        violations.stream()
                .filter(violation -> admissions.stream().noneMatch(each -> each.covers(violation)))
                .forEach(violation -> lines.add(violation.toString()));
        admissions.stream()
                .filter(admission -> violations.stream().noneMatch(admission::covers))
                .forEach(admission -> lines.add("admission without an occasion, remove it: " + admission));
        return lines;
    }
}
