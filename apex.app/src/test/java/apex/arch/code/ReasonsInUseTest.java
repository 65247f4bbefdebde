package apex.arch.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import apex.spi.exchange.Reason;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every reason of Apex can happen: some code other than the catalogue names it. */
class ReasonsInUseTest {
    private static final String OWNER = "apex/spi/exchange/Reason";

    /** Reasons for filters that keep bodies; none of those that come with Apex does. */
    private static final Set<String> FOR_PLUGINS = Set.of("FILTER_BODY_TOO_LARGE");

    @Test
    void everyConstantIsInTheCatalogue() throws IllegalAccessException {
        Set<Reason> constants = new HashSet<>();
        for (Field field : constants()) {
            constants.add((Reason) field.get(null));
        }
        assertEquals(Set.copyOf(Reason.all()), constants);
    }

    @Test
    void everyReasonIsGivenBySomeCode() {
        Set<String> used = new TreeSet<>();
        for (CompiledModule module : CompiledModules.all()) {
            module.classes().stream()
                    .filter(type -> !type.thisClass().asInternalName().equals(OWNER))
                    .forEach(type -> collect(type, used));
        }
        Set<String> unused = new TreeSet<>();
        for (Field field : constants()) {
            if (!used.contains(field.getName()) && !FOR_PLUGINS.contains(field.getName())) {
                unused.add(field.getName());
            }
        }
        assertEquals(Set.of(), unused, "reasons that nothing gives");
    }

    private static List<Field> constants() {
        return List.of(Reason.class.getFields()).stream()
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Reason.class)
                .toList();
    }

    private static void collect(ClassModel type, Set<String> used) {
        type.methods()
                .forEach(method -> method.code()
                        .ifPresent(code -> code.forEach(element -> {
                            if (element instanceof FieldInstruction field
                                    && field.opcode() == Opcode.GETSTATIC
                                    && field.owner().asInternalName().equals(OWNER)) {
                                used.add(field.name().stringValue());
                            }
                        })));
    }
}
