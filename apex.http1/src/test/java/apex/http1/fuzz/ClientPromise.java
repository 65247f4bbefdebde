package apex.http1.fuzz;

/**
 * A backend's connection hears the response that a strict reader hears and not a byte more, is used again only when nothing is
 * left over, says that a request may be sent elsewhere only when no byte of a response has come, and leaves nothing behind.
 * Without a script pieces make no difference.
 */
final class ClientPromise implements Promise {
    @Override
    public void judge(byte[] input, Cuts cuts) {
        Recipe recipe = new Recipe(input);
        if (recipe.script().length > 0) {
            new ClientScene(recipe).play(new Script(recipe.wire(), recipe.script()));
        } else {
            cuts.agree(recipe.wire(), (bytes, ends) -> new ClientScene(recipe).feed(bytes, ends));
        }
    }
}
