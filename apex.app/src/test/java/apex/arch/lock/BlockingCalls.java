package apex.arch.lock;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Knows which methods of the JDK, of slf4j and of Netty lock, park or wait. */
final class BlockingCalls {
    private static final String LOCKS = "java/util/concurrent/locks/";

    /** Types of which every method counts, subtypes too. Fully written where Error Prone objects to an import. */
    private static final List<Class<?>> WHOLE_TYPES = List.of(
            BlockingQueue.class,
            Semaphore.class,
            CountDownLatch.class,
            CyclicBarrier.class,
            Phaser.class,
            Exchanger.class,
            java.lang.StringBuffer.class,
            java.util.Vector.class,
            java.util.Hashtable.class,
            java.util.Timer.class,
            java.security.SecureRandom.class,
            java.io.PrintStream.class,
            java.io.PrintWriter.class,
            java.io.FileInputStream.class,
            java.io.FileOutputStream.class,
            java.io.RandomAccessFile.class,
            java.nio.file.Files.class,
            java.nio.channels.FileChannel.class);

    private static final Set<String> MAP_WRITES = Set.of(
            "put",
            "putAll",
            "putIfAbsent",
            "remove",
            "replace",
            "replaceAll",
            "compute",
            "computeIfAbsent",
            "computeIfPresent",
            "merge",
            "clear");
    private static final Set<String> COLLECTION_WRITES = Set.of(
            "add",
            "addAll",
            "addIfAbsent",
            "addAllAbsent",
            "addFirst",
            "addLast",
            "set",
            "remove",
            "removeAll",
            "removeIf",
            "removeFirst",
            "removeLast",
            "retainAll",
            "replaceAll",
            "sort",
            "clear");

    /** Types of which only some methods count, subtypes too. */
    private static final Map<Class<?>, Set<String>> SOME_METHODS = Map.ofEntries(
            Map.entry(Thread.class, Set.of("sleep", "join")),
            Map.entry(TimeUnit.class, Set.of("sleep", "timedJoin", "timedWait")),
            Map.entry(Future.class, Set.of("get", "join", "invoke")),
            Map.entry(ExecutorService.class, Set.of("invokeAll", "invokeAny", "awaitTermination", "close")),
            Map.entry(CompletionService.class, Set.of("take", "poll")),
            Map.entry(ConcurrentMap.class, MAP_WRITES),
            Map.entry(ConcurrentHashMap.KeySetView.class, COLLECTION_WRITES),
            Map.entry(CopyOnWriteArrayList.class, COLLECTION_WRITES),
            Map.entry(CopyOnWriteArraySet.class, COLLECTION_WRITES),
            Map.entry(java.util.UUID.class, Set.of("randomUUID")),
            Map.entry(java.lang.Process.class, Set.of("waitFor")),
            Map.entry(
                    java.net.InetAddress.class,
                    Set.of(
                            "getByName",
                            "getAllByName",
                            "getLocalHost",
                            "getHostName",
                            "getCanonicalHostName",
                            "isReachable")),
            Map.entry(java.net.InetSocketAddress.class, Set.of("getHostName")));

    /** Final methods of Object: whoever the owner is, these are meant. */
    private static final Set<String> OF_OBJECT =
            Set.of("wait()V", "wait(J)V", "wait(JI)V", "notify()V", "notifyAll()V");

    private static final Set<String> NETTY_WAITS =
            Set.of("sync", "syncUninterruptibly", "await", "awaitUninterruptibly", "get");

    private BlockingCalls() {}

    /** What a call of this method takes or waits for, if anything; {@code owner} as an ancestor outside Apex has it. */
    static Optional<String> ofCall(MethodRef called) {
        String owner = called.owner();
        if (OF_OBJECT.contains(called.name() + called.descriptor())) {
            return Optional.of("Object." + called.name());
        }
        boolean blocks = owner.startsWith(LOCKS)
                || owner.startsWith("org/slf4j/")
                || isNettyWait(called)
                || owner.equals("java/util/Collections") && called.name().startsWith("synchronized")
                || isResolvingAddress(called)
                || owner.startsWith("java/") && isBlockingOfJdk(called);
        return blocks ? Optional.of(called.toString()) : Optional.empty();
    }

    /** What a use of a field of this type means, if it is a lock. */
    static Optional<String> ofField(String descriptor) {
        return descriptor.startsWith("L" + LOCKS)
                ? Optional.of("field of type "
                        + descriptor.substring(1, descriptor.length() - 1).replace('/', '.'))
                : Optional.empty();
    }

    private static boolean isBlockingOfJdk(MethodRef called) {
        Class<?> type;
        try {
            type = Class.forName(called.owner().replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(called + ": not a class of this JDK", e);
        }
        return WHOLE_TYPES.stream().anyMatch(each -> each.isAssignableFrom(type))
                || SOME_METHODS.entrySet().stream()
                        .anyMatch(each -> each.getKey().isAssignableFrom(type)
                                && each.getValue().contains(called.name()));
    }

    private static boolean isResolvingAddress(MethodRef called) {
        return called.owner().equals("java/net/InetSocketAddress")
                && called.isConstructor()
                && called.descriptor().equals("(Ljava/lang/String;I)V");
    }

    private static boolean isNettyWait(MethodRef called) {
        return called.owner().startsWith("io/netty/")
                && (called.owner().endsWith("Future") || called.owner().endsWith("Promise"))
                && NETTY_WAITS.contains(called.name());
    }
}
