package apex.kernel.chain;

import apex.kernel.upstream.Upstream;
import apex.spi.thread.Frozen;

/** A route of a generation: its chain and where it leads. */
@Frozen
public record RouteNode(String name, Chain chain, Upstream upstream) {}
