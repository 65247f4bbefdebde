package apex.bench.parts;

/**
 * What one part costs.
 *
 * @param name for example {@code RequestHead.small}
 * @param nanos of one call
 * @param bytes that one call allocates
 */
record PartFigure(String name, double nanos, double bytes) {}
