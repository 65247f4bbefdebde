package apex.kernel.forwarded;

/** The memory that {@link ForwardedPolicy} works in; one for a loop. */
public final class ForwardedScratch {
    final IpParser ip = new IpParser();
    final ForwardedReader reader = new ForwardedReader();
    final ValueBuffer value = new ValueBuffer();

    /** Memory that holds nothing yet. */
    public ForwardedScratch() {}
}
