package apex.arch.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.arch.code.CompiledModule;
import apex.arch.code.CompiledModules;
import apex.arch.code.Fixtures;
import apex.arch.fixture.broken.cold.ColdWork;
import apex.arch.fixture.neutral.Steps;
import java.lang.classfile.ClassModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scan finds each planted breach, says how it got there, and lets lawful code pass. */
class LockScanTest {
    private static final String BROKEN = "apex.arch.fixture.broken.lock.";
    private static final String VALID = "apex.arch.fixture.valid.lock.";

    private static final List<Violation> IN_BROKEN =
            scan(BROKEN + "MonitorPlants").violations();
    private static final List<Violation> IN_VALID = scan(VALID + "Lawful").violations();

    /** Nested class, kind, end of the path, part of what is found. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            MonitorPlants$SynchronizedMethod,   LOCK, SynchronizedMethod.hot,   synchronized method
            MonitorPlants$SynchronizedBlock,    LOCK, SynchronizedBlock.hot,    synchronized block
            MonitorPlants$BlockInLambda,        LOCK, lambda$hot$0,             synchronized block
            MonitorPlants$MethodReference,      LOCK, Steps.locked,             synchronized block
            MonitorPlants$TransitiveStatic,     LOCK, Steps.lockedToo,          synchronized block
            MonitorPlants$TransitiveVirtual,    LOCK, Steps$Locking.locked,     synchronized block
            MonitorPlants$PrivateHelper,        LOCK, PrivateHelper.helper,     synchronized block
            MonitorPlants$Constructor,          LOCK, Constructor$Locking.<init>, synchronized block
            MonitorPlants$SwitchArm,            LOCK, SwitchArm.hot,            synchronized block
            MonitorPlants$FinallyBlock,         LOCK, FinallyBlock.hot,         synchronized block
            MonitorPlants$ObjectWait,           LOCK, ObjectWait.hot,           Object.wait
            MonitorPlants$ObjectNotify,         LOCK, ObjectNotify.hot,         Object.notifyAll
            MonitorPlants$AnonymousClass,       LOCK, AnonymousClass$1.accept,  synchronized method
            ConcurrencyPlants$ReentrantLockField, LOCK, ReentrantLockField.hot, java.util.concurrent.locks.ReentrantLock.lock
            ConcurrencyPlants$LockByInterface,  LOCK, LockByInterface.hot,      java.util.concurrent.locks.Lock.tryLock
            ConcurrencyPlants$Stamped,          LOCK, Stamped.hot,              StampedLock.tryOptimisticRead
            ConcurrencyPlants$Park,             LOCK, Park.hot,                 LockSupport.parkNanos
            ConcurrencyPlants$Sleep,            LOCK, Sleep.hot,                Thread.sleep
            ConcurrencyPlants$SleepByUnit,      LOCK, SleepByUnit.hot,          TimeUnit.sleep
            ConcurrencyPlants$Join,             LOCK, Join.hot,                 Thread.join
            ConcurrencyPlants$QueuePut,         LOCK, QueuePut.hot,             LinkedBlockingQueue.put
            ConcurrencyPlants$OwnQueue,         LOCK, OwnQueue.hot,             ArrayBlockingQueue.poll
            ConcurrencyPlants$FutureGet,        LOCK, FutureGet.hot,            Future.get
            ConcurrencyPlants$CompletableJoin,  LOCK, CompletableJoin.hot,      CompletableFuture.join
            ConcurrencyPlants$Latch,            LOCK, Latch.hot,                CountDownLatch.await
            ConcurrencyPlants$Permit,           LOCK, Permit.hot,               Semaphore.tryAcquire
            ConcurrencyPlants$HashMapCompute,   LOCK, HashMapCompute.hot,       ConcurrentHashMap.computeIfAbsent
            ConcurrencyPlants$HashMapMerge,     LOCK, HashMapMerge.hot,         ConcurrentHashMap.merge
            ConcurrencyPlants$MapByInterface,   LOCK, MapByInterface.hot,       ConcurrentMap.put
            ConcurrencyPlants$MapRemove,        LOCK, MapRemove.hot,            ConcurrentHashMap.remove
            ConcurrencyPlants$KeySet,           LOCK, KeySet.hot,               KeySetView.add
            ConcurrencyPlants$CopyOnWrite,      LOCK, CopyOnWrite.hot,          CopyOnWriteArrayList.add
            ConcurrencyPlants$AwaitTermination, LOCK, AwaitTermination.hot,     ExecutorService.awaitTermination
            ConcurrencyPlants$ReferenceToFutureGet, LOCK, ReferenceToFutureGet.hot, CompletableFuture.join
            LibraryPlants$Buffer,               LOCK, Buffer.hot,               StringBuffer.append
            LibraryPlants$OldVector,            LOCK, OldVector.hot,            Vector.size
            LibraryPlants$OldTable,             LOCK, OldTable.hot,             Hashtable.get
            LibraryPlants$SynchronizedList,     LOCK, SynchronizedList.hot,     Collections.synchronizedList
            LibraryPlants$Print,                LOCK, Print.hot,                PrintStream.println
            LibraryPlants$RandomId,             LOCK, RandomId.hot,             UUID.randomUUID
            LibraryPlants$FileRead,             LOCK, FileRead.hot,             Files.exists
            LibraryPlants$NameLookUp,           LOCK, NameLookUp.hot,           InetAddress.getByName
            LibraryPlants$NameLookUpByAddress,  LOCK, NameLookUpByAddress.hot,  InetSocketAddress.<init>
            LibraryPlants$Logging,              LOGGING, Logging.hot,           Logger.warn
            LibraryPlants$CallsColdPackage,     COLD_CALL, CallsColdPackage.hot, ColdWork.locked
            LibraryPlants$CallsColdMethod,      COLD_CALL, CallsColdMethod.hot, CallsColdMethod.cold
            LibraryPlants$RefersToColdMethod,   COLD_CALL, lambda$hot$0,        ColdWork.locked
            LibraryPlants$LambdaOfColdProvider, LOCK, lambda$balancer$0,        synchronized block
            LibraryPlants$ColdClassOfHotInterface, LOCK, ColdClassOfHotInterface.pick, synchronized method
            LibraryPlants$Mailbox,              LOCK, lambda$cold$0,            synchronized block
            """)
    void aPlantedBreachIsFound(String plant, Violation.Kind kind, String place, String what) {
        List<Violation> found = of(plant, IN_BROKEN);
        assertTrue(
                found.stream()
                        .anyMatch(each -> each.kind() == kind
                                && each.place().toString().endsWith(place)
                                && each.what().contains(what)),
                () -> plant + " has " + kind + " at " + place + ": " + what + ", but the scan found " + found);
    }

    @Test
    void everyPlantIsExpectedByARow() throws NoSuchMethodException {
        String rows = getClass()
                .getDeclaredMethod(
                        "aPlantedBreachIsFound", String.class, Violation.Kind.class, String.class, String.class)
                .getAnnotation(CsvSource.class)
                .textBlock();
        Set<String> plants = new TreeSet<>();
        for (ClassModel type : brokenModule().classes()) {
            String name = type.thisClass().asInternalName();
            name = name.substring(name.lastIndexOf('/') + 1);
            if (name.chars().filter(c -> c == '$').count() == 1) {
                plants.add(name);
            }
        }
        assertTrue(plants.size() >= 14, plants::toString);
        plants.removeIf(plant -> rows.contains(plant + ","));
        assertEquals(Set.of(), plants);
    }

    @Test
    void aBreachIsToldWithTheWayToIt() {
        Violation found = of("MonitorPlants$TransitiveVirtual", IN_BROKEN).getFirst();
        assertEquals(
                List.of(
                        BROKEN + "MonitorPlants$TransitiveVirtual.hot",
                        Steps.Locking.class.getName() + ".run",
                        Steps.Locking.class.getName() + ".step",
                        Steps.Locking.class.getName() + ".locked"),
                found.path().stream().map(MethodRef::toString).toList());
        assertTrue(found.line() > 0);
        assertTrue(
                found.toString().contains(" → ") && found.toString().endsWith("): synchronized block"),
                found::toString);
    }

    @Test
    void lawfulCodePasses() {
        assertEquals(List.of(), IN_VALID);
    }

    @Test
    void lawfulCodeIsLookedAt() {
        Set<String> entries = new TreeSet<>();
        scan(VALID + "Lawful").entries().forEach(each -> entries.add(each.ref().toString()));
        assertTrue(entries.contains(VALID + "Lawful$Permit.hot"), entries::toString);
        assertTrue(entries.contains(VALID + "Lawful$HandsToExecutor.hot"), entries::toString);
        assertFalse(entries.contains(VALID + "Lawful$ColdMethod.cold"), entries::toString);
        assertFalse(entries.contains(VALID + "Lawful$ColdClass.cold"), entries::toString);
    }

    @Test
    void anAdmissionCoversOnlyItsPlaceAndItsLock() {
        List<Violation> found = of("MonitorPlants$SynchronizedBlock", IN_BROKEN);
        String place = BROKEN + "MonitorPlants$SynchronizedBlock.hot";
        assertEquals(List.of(), Admission.remaining(found, List.of(new Admission(place, "synchronized", "a trial"))));
        assertEquals(
                2,
                Admission.remaining(found, List.of(new Admission(place, "StringBuffer", "a trial")))
                        .size());
        assertEquals(
                2,
                Admission.remaining(found, List.of(new Admission(place + "ter", "synchronized", "a trial")))
                        .size());
    }

    @Test
    void anAdmissionOfALambdaNamesItsMethod() {
        List<Violation> found = of("MonitorPlants$BlockInLambda", IN_BROKEN);
        var admission = new Admission(BROKEN + "MonitorPlants$BlockInLambda.hot", "synchronized", "a trial");
        assertEquals(List.of(), Admission.remaining(found, List.of(admission)));
    }

    @Test
    void anAdmissionNeedsAReason() {
        assertThrows(IllegalArgumentException.class, () -> new Admission("apex.A.b", "synchronized", " "));
    }

    private static List<Violation> of(String plant, List<Violation> all) {
        Map<String, List<Violation>> byEntry = new TreeMap<>();
        for (Violation each : all) {
            String owner = each.path().getFirst().owner();
            byEntry.computeIfAbsent(owner.substring(owner.lastIndexOf('/') + 1), key -> new ArrayList<>())
                    .add(each);
        }
        List<Violation> found = new ArrayList<>();
        byEntry.forEach((entry, violations) -> {
            if (entry.equals(plant) || entry.startsWith(plant + "$")) {
                found.addAll(violations);
            }
        });
        return found;
    }

    private static LockScan scan(String anchor) {
        List<CompiledModule> modules = new ArrayList<>(CompiledModules.all());
        modules.removeIf(module -> !module.name().equals("apex.spi"));
        Class<?> type;
        try {
            type = Class.forName(anchor);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        modules.add(Fixtures.ofPackages("apex.fixture", type, ColdWork.class, Steps.class));
        return new LockScan(modules);
    }

    private static CompiledModule brokenModule() {
        try {
            return Fixtures.ofPackages("apex.fixture", Class.forName(BROKEN + "MonitorPlants"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
