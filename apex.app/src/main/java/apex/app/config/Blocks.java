package apex.app.config;

import apex.kernel.config.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/** Whether an address is in one of some blocks. */
record Blocks(List<Cidr> blocks) implements Predicate<InetAddress> {
    Blocks {
        blocks = List.copyOf(blocks);
    }

    @Override
    public boolean test(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
