package apex.net.system;

import apex.spi.thread.Cold;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The calls to the system that io_uring, epoll and their sockets need, through the C library. Any thread. */
@SuppressWarnings("restricted") // the only place for calls past the JDK
public final class Kernel {
    /** {@code EINTR}. */
    public static final int INTERRUPTED = 4;

    /** {@code EAGAIN}. */
    public static final int TRY_AGAIN = 11;

    /** {@code EBUSY}. */
    public static final int BUSY = 16;

    /** {@code ETIME}. */
    public static final int TIMED_OUT = 62;

    /** {@code ENOBUFS}. */
    public static final int NO_BUFFER_SPACE = 105;

    /** {@code EINPROGRESS}. */
    public static final int IN_PROGRESS = 115;

    /** {@code ECANCELED}. */
    public static final int CANCELED = 125;

    /** {@code SOCK_NONBLOCK}. */
    public static final int NON_BLOCKING = 0x800;

    private static final long SETUP = 425;
    private static final long ENTER = 426;
    private static final long REGISTER = 427;
    private static final int READ_WRITE = 3;
    private static final int SHARED_POPULATED = 0x8001;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int STREAM = 1;
    private static final int DONT_WAIT = 0x40;
    private static final int PEEK_DONT_WAIT = 0x42;
    private static final int NO_SIGNAL = 0x4000;
    private static final int EPOLL_ADD = 1;
    private static final int EPOLL_CHANGE = 3;
    private static final int ALREADY_THERE = 17;
    private static final int SOCKET_LEVEL = 1;
    private static final int ERROR = 4;
    private static final long MOST_TEXT = 256;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SYSCALL = handle(
            "syscall",
            FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle MMAP =
            handle("mmap", FunctionDescriptor.of(LONG, LONG, LONG, INT, INT, INT, LONG));
    private static final MethodHandle MUNMAP = handle("munmap", FunctionDescriptor.of(INT, LONG, LONG));
    private static final MethodHandle SOCKET = handle("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle RECV = handle("recv", FunctionDescriptor.of(LONG, INT, LONG, LONG, INT));
    private static final MethodHandle EVENTFD = handle("eventfd", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle WRITE = handle("write", FunctionDescriptor.of(LONG, INT, LONG, LONG));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ValueLayout.ADDRESS, INT));

    private static final MethodHandle EPOLL_CREATE = handle("epoll_create1", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle EPOLL_CTL = handle("epoll_ctl", FunctionDescriptor.of(INT, INT, INT, INT, LONG));
    private static final MethodHandle EPOLL_WAIT =
            handle("epoll_wait", FunctionDescriptor.of(INT, INT, LONG, INT, INT));
    private static final MethodHandle SEND = handle("send", FunctionDescriptor.of(LONG, INT, LONG, LONG, INT));
    private static final MethodHandle SENDMSG = handle("sendmsg", FunctionDescriptor.of(LONG, INT, LONG, INT));
    private static final MethodHandle ACCEPT4 = handle("accept4", FunctionDescriptor.of(INT, INT, LONG, LONG, INT));
    private static final MethodHandle CONNECT = handle("connect", FunctionDescriptor.of(INT, INT, LONG, INT));
    private static final MethodHandle GETSOCKOPT =
            handle("getsockopt", FunctionDescriptor.of(INT, INT, INT, INT, LONG, LONG));

    /** Where the calls of one thread at a time leave their error. */
    private final MemorySegment state;

    /** @param arena how long it is going to be used */
    public Kernel(Arena arena) {
        state = arena.allocate(Linker.Option.captureStateLayout());
    }

    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
    }

    /** The error of the last call that failed. */
    public int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    /** {@code io_uring_setup}: a descriptor, or -1. */
    @Cold
    public int setup(int entries, MemorySegment params) {
        return (int) call(SETUP, entries, params.address(), 0, 0, 0, 0);
    }

    /** {@code io_uring_register}: 0 or more, or -1. */
    @Cold
    public int register(int ring, int operation, MemorySegment argument, int count) {
        return (int) call(REGISTER, ring, operation, argument.address(), count, 0, 0);
    }

    /**
     * {@code io_uring_enter}: how many entries the kernel has taken, or -1.
     *
     * @param argument the address of what {@code flags} promise, and its size; 0 for none
     */
    public int enter(int ring, int submit, int await, int flags, long argument, long size) {
        return (int) call(ENTER, ring, submit, await, flags, argument, size);
    }

    private long call(long number, long first, long second, long third, long fourth, long fifth, long sixth) {
        try {
            return (long) SYSCALL.invokeExact(state, number, first, second, third, fourth, fifth, sixth);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Memory that is shared with the kernel through {@code fd}, until {@link #unmap}. */
    @Cold
    public MemorySegment map(long bytes, int fd, long offset) throws IOException {
        return MemorySegment.ofAddress(map(bytes, SHARED_POPULATED, fd, offset)).reinterpret(bytes);
    }

    /** Memory of whole pages, each of which takes room only once it is used. {@code arena} gives it back. */
    @Cold
    public MemorySegment pages(long bytes, Arena arena) throws IOException {
        return MemorySegment.ofAddress(map(bytes, PRIVATE_ANONYMOUS, -1, 0))
                .reinterpret(bytes, arena, Kernel::giveBack);
    }

    private static void giveBack(MemorySegment pages) {
        new Kernel(Arena.ofAuto()).unmap(pages);
    }

    private long map(long bytes, int flags, int fd, long offset) throws IOException {
        try {
            long address = (long) MMAP.invokeExact(state, 0L, bytes, READ_WRITE, flags, fd, offset);
            if (address == -1) {
                throw failed("mmap");
            }
            return address;
        } catch (IOException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code munmap}. */
    @Cold
    public void unmap(MemorySegment memory) {
        try {
            int _ = (int) MUNMAP.invokeExact(state, memory.address(), memory.byteSize());
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A stream socket.
     *
     * @param type further flags of its type, such as {@link #NON_BLOCKING}
     */
    public int socket(int family, int type) throws IOException {
        try {
            int fd = (int) SOCKET.invokeExact(state, family, STREAM | CLOSE_ON_EXEC | type, 0);
            if (fd < 0) {
                throw failed("socket");
            }
            return fd;
        } catch (IOException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Looks at what has arrived without taking it: a number of bytes, 0 at the end, or -1. */
    public int peek(int fd, long address) {
        try {
            return (int) (long) RECV.invokeExact(state, fd, address, 1L, PEEK_DONT_WAIT);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A counter that wakes whoever reads it. */
    @Cold
    public int eventCounter() throws IOException {
        try {
            int fd = (int) EVENTFD.invokeExact(state, 0, CLOSE_ON_EXEC);
            if (fd < 0) {
                throw failed("eventfd");
            }
            return fd;
        } catch (IOException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code write}, whatever becomes of it. */
    public void write(int fd, MemorySegment bytes) {
        try {
            long _ = (long) WRITE.invokeExact(state, fd, bytes.address(), bytes.byteSize());
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code close}, whatever becomes of it. */
    public void close(int fd) {
        try {
            int _ = (int) CLOSE.invokeExact(state, fd);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An epoll set. */
    @Cold
    public int newEventSet() throws IOException {
        try {
            int fd = (int) EPOLL_CREATE.invokeExact(state, CLOSE_ON_EXEC);
            if (fd < 0) {
                throw failed("epoll_create1");
            }
            return fd;
        } catch (IOException failed) {
            throw failed;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code epoll_ctl} to add a descriptor, or to change what it was added with; 0, or a negated error. */
    public int watch(int set, int fd, long event) {
        try {
            int result = orError((int) EPOLL_CTL.invokeExact(state, set, EPOLL_ADD, fd, event));
            return result == -ALREADY_THERE
                    ? orError((int) EPOLL_CTL.invokeExact(state, set, EPOLL_CHANGE, fd, event))
                    : result;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code epoll_wait}: how many events, or a negated error. */
    public int awaitEvents(int set, long events, int most, int millis) {
        try {
            return orError((int) EPOLL_WAIT.invokeExact(state, set, events, most, millis));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code recv} without waiting: a number of bytes, 0 at the end, or a negated error. */
    public int receive(int fd, long address, int length) {
        try {
            return orError((int) (long) RECV.invokeExact(state, fd, address, (long) length, DONT_WAIT));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code send} without waiting: a number of bytes, or a negated error. */
    public int send(int fd, long address, int length) {
        try {
            return orError((int) (long) SEND.invokeExact(state, fd, address, (long) length, DONT_WAIT | NO_SIGNAL));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code sendmsg} without waiting: a number of bytes, or a negated error. */
    public int sendPieces(int fd, long message) {
        try {
            return orError((int) (long) SENDMSG.invokeExact(state, fd, message, DONT_WAIT | NO_SIGNAL));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code accept4}: a descriptor that does not block, or a negated error. */
    public int accept(int fd) {
        try {
            return orError((int) ACCEPT4.invokeExact(state, fd, 0L, 0L, CLOSE_ON_EXEC | NON_BLOCKING));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code connect}: 0, or a negated error. */
    public int connect(int fd, long address, int length) {
        try {
            return orError((int) CONNECT.invokeExact(state, fd, address, length));
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The error that waits at a socket, negated; 0 for none.
     *
     * @param scratch 8 bytes
     */
    public int pendingError(int fd, MemorySegment scratch) {
        scratch.set(INT, 0, 0);
        scratch.set(INT, 4, Integer.BYTES);
        try {
            int result = orError((int)
                    GETSOCKOPT.invokeExact(state, fd, SOCKET_LEVEL, ERROR, scratch.address(), scratch.address() + 4));
            return result < 0 ? result : -scratch.get(INT, 0);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int orError(int result) {
        return result < 0 ? -errno() : result;
    }

    private IOException failed(String what) {
        return new IOException(what + ": " + text(errno()));
    }

    /** The system's words for an error. */
    public static String text(int errno) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return text.reinterpret(MOST_TEXT).getString(0);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
