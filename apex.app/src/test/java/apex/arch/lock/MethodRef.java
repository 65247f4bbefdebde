package apex.arch.lock;

/**
 * A method by name.
 *
 * @param owner the internal name of a class, with slashes
 * @param name as in the class file
 * @param descriptor its types
 */
record MethodRef(String owner, String name, String descriptor) {
    MethodRef in(String otherOwner) {
        return new MethodRef(otherOwner, name, descriptor);
    }

    boolean isConstructor() {
        return name.equals("<init>");
    }

    boolean isClassInitializer() {
        return name.equals("<clinit>");
    }

    /** Whether the compiler made it out of the body of a lambda expression. */
    boolean isLambdaBody() {
        return name.startsWith("lambda$");
    }

    /** The method in whose source a lambda's body stands; the name itself when it is none. */
    String lambdaOf() {
        return isLambdaBody() ? name.substring("lambda$".length(), name.lastIndexOf('$')) : name;
    }

    /** {@code apex.net.Wire.write}. */
    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name;
    }
}
