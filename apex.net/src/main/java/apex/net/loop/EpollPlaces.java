package apex.net.loop;

import apex.spi.thread.Cold;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Netty's epoll, in which a channel that waits for nothing can wait for something again. Since 4.2.13 (netty/netty#16689) Netty takes
 * the descriptor of such a channel out of the epoll set without taking note of it: when the channel waits again, for input or for
 * room to write, {@code epoll_ctl} fails with ENOENT, and what the channel had still to send is lost. A channel gets there when its
 * peer has ended its output. Here it gets a new place in the set instead.
 */
final class EpollPlaces implements IoHandler {
    private final IoHandler epoll;

    private EpollPlaces(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory epoll = EpollIoHandler.newFactory();
        return executor -> new EpollPlaces(epoll.newHandler(executor));
    }

    @Override
    @Cold
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    @Cold
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Place(handle, epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** A channel's place. Used by the thread of the loop alone. */
    private final class Place implements IoRegistration {
        private final IoHandle handle;
        private IoRegistration present;

        /** Its descriptor is not in the epoll set, and {@link #present} does not know. */
        private boolean isLeft;

        Place(IoHandle handle, IoRegistration first) {
            this.handle = handle;
            present = first;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as Netty declares it
        public <T> T attachment() {
            return present.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            boolean nothing = ops instanceof EpollIoOps wanted && wanted.value() == 0;
            if (nothing && isLeft) {
                return 0;
            }
            if (isLeft && present.cancel()) {
                present = again();
            }
            isLeft = nothing;
            return present.submit(ops);
        }

        private IoRegistration again() {
            try {
                return epoll.register(handle);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (Exception bug) {
                throw new IllegalStateException("a channel could not be put in the epoll set again", bug);
            }
        }

        @Override
        public boolean isValid() {
            return present.isValid();
        }

        @Override
        public boolean cancel() {
            return present.cancel();
        }
    }
}
