package apex.app.config;

import apex.kernel.config.Cidr;
import apex.spi.thread.Frozen;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** Whether an address is in one of some blocks; loops ask for each connection that they accept. */
@Frozen
record Blocks(List<Cidr> blocks) implements Predicate<InetAddress> {
    Blocks {
        blocks = List.copyOf(blocks);
    }

    @Override
    public boolean test(InetAddress address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
