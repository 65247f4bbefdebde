package apex.arch.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.arch.code.CompiledModule;
import apex.arch.code.CompiledModules;
import apex.arch.code.Fixtures;
import apex.arch.fixture.broken.cold.ColdWork;
import apex.arch.fixture.neutral.Steps;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lock law once more, as ArchUnit sees it: by other eyes than {@link LockScan}'s, so that an error in one does not hide a
 * lock from both. It sees synchronized methods and direct calls, not synchronized blocks and nothing behind another method.
 */
class ArchUnitLockLawTest {
    @Test
    void hotCodeTakesNoLock() {
        JavaClasses classes = importedModules();
        LockScan scan = new LockScan(CompiledModules.all());
        assertTrue(classes.size() > 50, () -> "only " + classes.size() + " classes were imported");
        EvaluationResult result = rule(scan, LockLawTest.ADMITTED).evaluate(classes);
        assertFalse(result.hasViolation(), () -> result.getFailureReport().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MonitorPlants$SynchronizedMethod",
                "MonitorPlants$ObjectWait",
                "MonitorPlants$ObjectNotify",
                "ConcurrencyPlants$ReentrantLockField",
                "ConcurrencyPlants$LockByInterface",
                "ConcurrencyPlants$Park",
                "ConcurrencyPlants$Sleep",
                "ConcurrencyPlants$QueuePut",
                "ConcurrencyPlants$FutureGet",
                "ConcurrencyPlants$HashMapCompute",
                "ConcurrencyPlants$MapByInterface",
                "LibraryPlants$Buffer",
                "LibraryPlants$Logging",
                "LibraryPlants$ColdClassOfHotInterface"
            })
    void aPlantedLockIsFound(String plant) throws ReflectiveOperationException {
        EvaluationResult result = evaluateFixture("apex.arch.fixture.broken.lock." + plant);
        assertTrue(result.hasViolation(), () -> "ArchUnit sees no lock in " + plant);
    }

    @Test
    void lawfulCodePasses() throws ReflectiveOperationException {
        Class<?> lawful = Class.forName("apex.arch.fixture.valid.lock.Lawful");
        for (Class<?> nested : lawful.getDeclaredClasses()) {
            EvaluationResult result = evaluateFixture(nested.getName());
            assertEquals(List.of(), result.getFailureReport().getDetails(), nested::getName);
        }
    }

    private static EvaluationResult evaluateFixture(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName(name);
        List<CompiledModule> modules = new ArrayList<>(CompiledModules.all());
        modules.add(Fixtures.ofPackages("apex.fixture", type, ColdWork.class, Steps.class));
        return rule(new LockScan(modules), List.of()).evaluate(new ClassFileImporter().importUrl(fileOf(type)));
    }

    /** By address, because ArchUnit looks for the classes of a patched module where they are not. */
    private static URL fileOf(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        return Objects.requireNonNull(type.getResource(file), file);
    }

    private static ArchRule rule(LockScan scan, List<Admission> admitted) {
        return ArchRuleDefinition.codeUnits().should(new NotLock(scan, admitted));
    }

    private static JavaClasses importedModules() {
        List<Location> locations = new ArrayList<>();
        for (Path path : CompiledModules.locations().values()) {
            try {
                locations.add(Files.isDirectory(path) ? Location.of(path) : Location.of(new JarFile(path.toFile())));
            } catch (IOException e) {
                throw new UncheckedIOException(path.toString(), e);
            }
        }
        return new ClassFileImporter().importLocations(locations);
    }

    /** The condition on methods that loops enter. */
    private static final class NotLock extends ArchCondition<JavaCodeUnit> {
        private final LockScan scan;
        private final List<Admission> admitted;

        NotLock(LockScan scan, List<Admission> admitted) {
            super("not lock when event loops enter it");
            this.scan = scan;
            this.admitted = admitted;
        }

        @Override
        public void check(JavaCodeUnit unit, ConditionEvents events) {
            MethodRef ref =
                    new MethodRef(unit.getOwner().getName().replace('.', '/'), unit.getName(), unit.getDescriptor());
            if (!scan.isHot(ref)) {
                return;
            }
            locks(unit)
                    .map(what -> new Violation(Violation.Kind.LOCK, List.of(ref), what, 0))
                    .filter(found -> admitted.stream().noneMatch(each -> each.covers(found)))
                    .forEach(found -> events.add(SimpleConditionEvent.violated(unit, found.toString())));
        }

        private static Stream<String> locks(JavaCodeUnit unit) {
            Stream<String> called = unit.getCallsFromSelf().stream()
                    .filter(call -> !call.isDeclaredInLambda())
                    .flatMap(call -> BlockingCalls.ofCall(named(call.getTarget())).stream());
            return unit.getModifiers().contains(JavaModifier.SYNCHRONIZED)
                    ? Stream.concat(Stream.of("synchronized method"), called)
                    : called;
        }

        private static MethodRef named(AccessTarget.CodeUnitCallTarget target) {
            String parameters = target.getRawParameterTypes().stream()
                    .map(NotLock::descriptor)
                    .collect(Collectors.joining("", "(", ")"));
            return new MethodRef(
                    target.getOwner().getName().replace('.', '/'),
                    target.getName(),
                    parameters + descriptor(target.getRawReturnType()));
        }

        private static String descriptor(JavaClass type) {
            return switch (type.getName()) {
                case "void" -> "V";
                case "boolean" -> "Z";
                case "byte" -> "B";
                case "char" -> "C";
                case "short" -> "S";
                case "int" -> "I";
                case "long" -> "J";
                case "float" -> "F";
                case "double" -> "D";
                case String name when name.startsWith("[") -> name.replace('.', '/');
                case String name -> "L" + name.replace('.', '/') + ";";
            };
        }
    }
}
