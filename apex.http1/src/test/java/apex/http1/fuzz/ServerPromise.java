package apex.http1.fuzz;

/**
 * A client's connection hears each request that a strict reader hears and no other, answers each in order, keeps the order of
 * calls, and leaves nothing behind, whatever client and kernel do. Without a script pieces make no difference.
 */
final class ServerPromise implements Promise {
    @Override
    public void judge(byte[] input, Cuts cuts) {
        Recipe recipe = new Recipe(input);
        if (recipe.script().length > 0) {
            new ServerScene(recipe).play(new Script(recipe.wire(), recipe.script()));
        } else {
            cuts.agree(recipe.wire(), (bytes, ends) -> new ServerScene(recipe).feed(bytes, ends));
        }
    }
}
