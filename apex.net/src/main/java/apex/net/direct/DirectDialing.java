package apex.net.direct;

import apex.net.link.Dialing;
import apex.net.link.LinkOwner;
import apex.net.proactor.Operation;
import apex.net.proactor.Proactor;
import apex.net.proactor.ProactorUser;
import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A descriptor that connects. */
final class DirectDialing implements Dialing, ProactorUser {
    private static final int ADDRESS_BYTES = 128;
    private static final int MOST_PATH = 107;
    private static final int REFUSED = -111;

    /** Of Unix domain sockets. */
    private static final int FULL = -11;

    private final Proactor proactor;
    private final LinkOwner owner;
    private final DirectSocket socket;
    private final Consumer<Throwable> onFailure;
    private final int slot;

    /** A {@code struct sockaddr} of the address, which the kernel reads until it is done. */
    private final ByteBuf address;

    private boolean givenUp;
    private boolean done;

    DirectDialing(SocketAddress where, LinkOwner owner, Consumer<Throwable> onFailure) throws IOException {
        this.owner = owner;
        this.onFailure = onFailure;
        proactor = owner.loop().proactor();
        byte[] name = name(where);
        socket = new DirectSocket(proactor.socket(name[0]), name[0] == DirectSocket.UNIX);
        socket.remoteAddress(where);
        try {
            socket.noDelay();
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        address = owner.loop().buffers().directBuffer(ADDRESS_BYTES).writeBytes(name);
        slot = proactor.add(this);
        proactor.connect(slot, socket.descriptor(), address.memoryAddress(), name.length);
    }

    private static byte[] name(SocketAddress where) throws IOException {
        if (!(where instanceof InetSocketAddress inet)) {
            byte[] path = ((DomainSocketAddress) where).path().getBytes(StandardCharsets.UTF_8);
            if (path.length > MOST_PATH) {
                throw new IOException("unix:" + where + ": the path is too long (expected: at most 107 bytes)");
            }
            byte[] name = new byte[path.length + 3];
            name[0] = DirectSocket.UNIX;
            System.arraycopy(path, 0, name, 2, path.length);
            return name;
        }
        byte[] bytes = inet.getAddress().getAddress();
        boolean isV6 = inet.getAddress() instanceof Inet6Address;
        byte[] name = new byte[isV6 ? 28 : 16];
        name[0] = (byte) (isV6 ? DirectSocket.INET6 : DirectSocket.INET);
        name[2] = (byte) (inet.getPort() >> 8);
        name[3] = (byte) inet.getPort();
        System.arraycopy(bytes, 0, name, isV6 ? 8 : 4, bytes.length);
        if (inet.getAddress() instanceof Inet6Address v6) {
            int scope = v6.getScopeId();
            for (int i = 0; i < 4; i++) {
                name[24 + i] = (byte) (scope >> 8 * i);
            }
        }
        return name;
    }

    @Override
    public void completed(Operation operation, int result, boolean more) {
        done = true;
        address.release();
        proactor.remove(slot);
        if (givenUp) {
            socket.close();
        } else if (result == 0) {
            new DirectLink(owner, socket).begin();
        } else {
            socket.close();
            owner.loop().execute(() -> onFailure.accept(new ConnectException(words(result))));
        }
    }

    private static String words(int result) {
        return switch (result) {
            case REFUSED -> "connection refused";
            case FULL -> "too many connections wait to be accepted there";
            default -> Proactor.words(result);
        };
    }

    @Override
    public void giveUp() {
        if (!givenUp && !done) {
            givenUp = true;
            proactor.cancel(slot, Operation.CONNECT);
        }
    }

    @Override
    public void received(ByteBuf bytes, boolean more) {
        bytes.release();
    }

    @Override
    public void broke(Throwable bug) {
        owner.loop().report("connecting", bug);
    }

    @Override
    public void stuck(long round) {}

    @Override
    public void fed() {}

    @Override
    public void ended() {
        address.release();
        socket.close();
    }
}
