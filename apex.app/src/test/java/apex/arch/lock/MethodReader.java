package apex.arch.lock;

import apex.arch.thread.ThreadWord;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** Reads one method's byte code into a {@link MethodNode}. */
final class MethodReader {
    private final List<MethodNode.Call> calls = new ArrayList<>();
    private final List<MethodNode.Lambda> lambdas = new ArrayList<>();
    private final List<MethodNode.Lock> locks = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    /** How many of {@link #lambdas} have met their consumer. */
    private int consumed;

    private int line;

    private MethodReader() {}

    static MethodNode read(ClassModel type, MethodModel method) {
        MethodReader reader = new MethodReader();
        method.code().ifPresent(code -> code.forEach(reader::accept));
        int flags = method.flags().flagsMask();
        if ((flags & ClassFile.ACC_SYNCHRONIZED) != 0) {
            reader.locks.addFirst(new MethodNode.Lock("synchronized method", 0));
        }
        MethodRef ref = new MethodRef(
                type.thisClass().asInternalName(),
                method.methodName().stringValue(),
                method.methodType().stringValue());
        return new MethodNode(
                ref,
                flags,
                ThreadWord.of(method),
                List.copyOf(reader.calls),
                List.copyOf(reader.lambdas),
                List.copyOf(reader.locks),
                reader.readsOneField());
    }

    private void accept(CodeElement element) {
        if (element instanceof Instruction instruction) {
            instructions.add(instruction);
        }
        switch (element) {
            case LineNumber number -> line = number.line();
            case MonitorInstruction monitor
            when monitor.opcode() == Opcode.MONITORENTER -> locks.add(new MethodNode.Lock("synchronized block", line));
            case FieldInstruction field ->
                BlockingCalls.ofField(field.typeSymbol().descriptorString())
                        .ifPresent(what -> locks.add(new MethodNode.Lock(what, line)));
            case InvokeInstruction invoke -> call(invoke);
            case InvokeDynamicInstruction dynamic -> lambda(dynamic);
            default -> {}
        }
    }

    private void call(InvokeInstruction invoke) {
        MethodRef target = new MethodRef(
                invoke.owner().asInternalName(),
                invoke.name().stringValue(),
                invoke.type().stringValue());
        boolean exact = invoke.opcode() == Opcode.INVOKESTATIC || invoke.opcode() == Opcode.INVOKESPECIAL;
        calls.add(new MethodNode.Call(target, exact, line));
        for (; consumed < lambdas.size(); consumed++) {
            MethodNode.Lambda open = lambdas.get(consumed);
            lambdas.set(
                    consumed,
                    new MethodNode.Lambda(open.body(), open.exact(), open.implemented(), target, open.line()));
        }
    }

    private void lambda(InvokeDynamicInstruction dynamic) {
        List<ConstantDesc> arguments = dynamic.bootstrapArgs();
        ClassDesc made = dynamic.typeSymbol().returnType();
        if (arguments.size() < 3
                || !made.isClassOrInterface()
                || !(arguments.get(0) instanceof MethodTypeDesc implemented)
                || !(arguments.get(1) instanceof DirectMethodHandleDesc body)) {
            return;
        }
        MethodRef target = new MethodRef(internalName(body.owner()), body.methodName(), body.lookupDescriptor());
        MethodRef stoodFor =
                new MethodRef(internalName(made), dynamic.name().stringValue(), implemented.descriptorString());
        lambdas.add(new MethodNode.Lambda(target, isExact(body.kind()), stoodFor, null, line));
    }

    private static boolean isExact(DirectMethodHandleDesc.Kind kind) {
        return kind != DirectMethodHandleDesc.Kind.VIRTUAL && kind != DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL;
    }

    private boolean readsOneField() {
        return instructions.size() == 3
                && instructions.get(0) instanceof LoadInstruction
                && instructions.get(1) instanceof FieldInstruction
                && instructions.get(2) instanceof ReturnInstruction;
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }
}
