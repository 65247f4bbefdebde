package apex.arch.lock;

import apex.arch.code.CompiledModule;
import java.lang.classfile.ClassFile;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lock law on byte code: follows calls from every method that event loops enter, and reports locks, calls of cold code and
 * logging, with the path that leads there.
 *
 * <p>Loops enter the methods of packages, classes and methods that are {@code @LoopConfined} or {@code @Frozen}, every override
 * of such a method, every lambda that stands for one, and every lambda that is handed to a {@code Loop} or to a slot. Private
 * methods, constructors and lambda bodies count when something hot reaches them. A lambda is not followed when the next call
 * hands it to an executor of the JDK that is no loop, or to a new thread, or to cold code.
 *
 * <p>Calls may land in any override among Apex's classes. Not followed: calls that come back through interfaces of Netty or the
 * JDK (their implementations are entered by themselves when they lie in hot packages), reflection, class initialisers.
 */
final class LockScan {
    private static final String LOOP = "apex/spi/thread/Loop";
    private static final Set<MethodRef> RUNS_ON_LOOPS = Set.of(
            new MethodRef(LOOP, "execute", "(Ljava/lang/Runnable;)V"),
            new MethodRef(
                    "apex/spi/filter/FilterContext",
                    "slot",
                    "(Ljava/lang/Class;Ljava/util/function/Supplier;Ljava/util/function/Consumer;)Lapex/spi/exchange/Slot;"));
    private static final Set<String> HAND_OVER = Set.of(
            "java/util/concurrent/Executor.execute",
            "java/util/concurrent/ExecutorService.execute",
            "java/util/concurrent/ExecutorService.submit",
            "java/util/concurrent/ScheduledExecutorService.schedule",
            "java/lang/Thread.startVirtualThread",
            "java/lang/Thread$Builder.start",
            "java/lang/Thread$Builder.unstarted",
            "java/lang/Thread$Builder$OfVirtual.start",
            "java/lang/Thread$Builder$OfVirtual.unstarted",
            "java/lang/Thread$Builder$OfPlatform.start",
            "java/lang/Thread$Builder$OfPlatform.unstarted");

    private final CallGraph graph;
    private final Words words;
    /** Each method reached, and the one from which; null for those that loops enter. */
    private final Map<MethodNode, MethodNode> reached = new LinkedHashMap<>();

    private final Deque<MethodNode> open = new ArrayDeque<>();

    LockScan(Collection<CompiledModule> modules) {
        graph = new CallGraph(modules);
        words = new Words(graph);
    }

    /** All breaches, each lock once, by one of the shortest ways to it. */
    List<Violation> violations() {
        reached.clear();
        entries().forEach(entry -> reach(entry, null));
        Set<Violation> found = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            MethodNode node = open.poll();
            node.locks().forEach(lock -> found.add(violation(node, lock.what(), lock.line())));
            for (MethodNode.Call call : node.calls()) {
                follow(node, call, found);
            }
            for (MethodNode.Lambda lambda : node.lambdas()) {
                follow(node, lambda, found);
            }
        }
        return List.copyOf(found);
    }

    /** The methods that loops enter. */
    Set<MethodNode> entries() {
        Set<MethodNode> entries = new LinkedHashSet<>();
        for (MethodNode node : graph.methods()) {
            if (isEntry(node)) {
                entries.add(node);
            }
            for (MethodNode.Lambda lambda : node.lambdas()) {
                if (isRunOnLoops(lambda)) {
                    entries.addAll(graph.targets(lambda.body(), lambda.exact()));
                }
            }
        }
        return entries;
    }

    /** Whether a method belongs to event loops; for rules that see methods by other eyes. */
    boolean isHot(MethodRef ref) {
        MethodNode node = graph.node(ref);
        return node != null && isEntry(node);
    }

    private boolean isEntry(MethodNode node) {
        MethodRef ref = node.ref();
        boolean alone = !ref.isConstructor()
                && !ref.isClassInitializer()
                && !ref.isLambdaBody()
                && (node.flags() & ClassFile.ACC_PRIVATE) == 0;
        return alone && words.isHot(node);
    }

    private boolean isRunOnLoops(MethodNode.Lambda lambda) {
        if (lambda.consumer() != null && RUNS_ON_LOOPS.contains(lambda.consumer())) {
            return true;
        }
        return graph.targets(lambda.implemented(), true).stream()
                .anyMatch(each -> each.ref().owner().equals(lambda.implemented().owner()) && words.isHot(each));
    }

    private void follow(MethodNode from, MethodNode.Call call, Set<Violation> found) {
        Set<MethodNode> targets = graph.targets(call.target(), call.exact());
        if (targets.isEmpty()) {
            foreign(from, call.target(), call.line(), found);
        }
        for (MethodNode target : targets) {
            land(from, target, call.line(), found);
        }
    }

    private void follow(MethodNode from, MethodNode.Lambda lambda, Set<Violation> found) {
        if (isHandedOver(lambda)) {
            return;
        }
        Set<MethodNode> targets = graph.targets(lambda.body(), lambda.exact());
        if (targets.isEmpty()) {
            foreign(from, lambda.body(), lambda.line(), found);
        }
        for (MethodNode target : targets) {
            if (lambda.body().isLambdaBody()) {
                reach(target, from);
            } else {
                land(from, target, lambda.line(), found);
            }
        }
    }

    private boolean isHandedOver(MethodNode.Lambda lambda) {
        MethodRef consumer = lambda.consumer();
        if (consumer == null) {
            return false;
        }
        return HAND_OVER.contains(consumer.owner() + "." + consumer.name())
                || graph.targets(consumer, false).stream().anyMatch(words::isCold);
    }

    private void land(MethodNode from, MethodNode target, int line, Set<Violation> found) {
        if (!words.isCold(target)) {
            reach(target, from);
        } else if (!isRecordAccessor(target)) {
            found.add(new Violation(Violation.Kind.COLD_CALL, path(from), "calls @Cold " + target.ref(), line));
        }
    }

    private void foreign(MethodNode from, MethodRef called, int line, Set<Violation> found) {
        for (MethodRef name : graph.foreignNames(called)) {
            BlockingCalls.ofCall(name).ifPresent(what -> found.add(violation(from, what, line)));
        }
    }

    /** What a cold record holds was put there once; reading it does nothing cold. */
    private boolean isRecordAccessor(MethodNode target) {
        return target.readsOneField()
                && graph.type(target.ref().owner())
                        .superclass()
                        .filter(parent -> parent.asInternalName().equals("java/lang/Record"))
                        .isPresent();
    }

    private void reach(MethodNode node, MethodNode from) {
        if (!reached.containsKey(node)) {
            reached.put(node, from);
            open.add(node);
        }
    }

    private Violation violation(MethodNode node, String what, int line) {
        Violation.Kind kind = what.startsWith("org.slf4j.") ? Violation.Kind.LOGGING : Violation.Kind.LOCK;
        return new Violation(kind, path(node), what, line);
    }

    private List<MethodRef> path(MethodNode node) {
        Deque<MethodRef> path = new ArrayDeque<>();
        for (MethodNode each = node; each != null; each = reached.get(each)) {
            path.addFirst(each.ref());
        }
        return List.copyOf(path);
    }
}
