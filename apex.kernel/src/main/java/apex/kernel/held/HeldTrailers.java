package apex.kernel.held;

import apex.spi.exchange.Arena;
import apex.spi.exchange.ArenaSlab;
import apex.spi.exchange.Fields;
import apex.spi.exchange.Text;

/** Trailers of a body whose end waits for a suspended filter or for a connection, copied because the protocol's are valid during its call only. */
public final class HeldTrailers {
    private HeldTrailers() {}

    /** A copy in memory of its own; null for null. */
    public static Fields copy(Fields fields) {
        if (fields == null) {
            return null;
        }
        Arena arena = new Arena();
        arena.open(new ArenaSlab());
        Fields copy = new Fields(arena);
        Text name = new Text();
        Text value = new Text();
        for (int i = fields.next(-1); i >= 0; i = fields.next(i)) {
            copy.add(fields.name(i, name), fields.value(i, value));
        }
        return copy;
    }
}
