package apex.http1.fuzz;

import java.nio.charset.StandardCharsets;

/** Target and Host mean one place, whatever stands in them. The wire of the recipe is both, with a line feed between them. */
final class PlacePromise implements Promise {
    private static final String[] METHODS = {"GET", "OPTIONS", "CONNECT", "M-SEARCH"};

    @Override
    public void judge(byte[] input, Cuts cuts) {
        Recipe recipe = new Recipe(input);
        String[] parts = recipe.text().split("\n", 2);
        StringBuilder message = new StringBuilder();
        message.append((char) (recipe.isOn(0) ? 1 : 0)).append(METHODS[recipe.choice(1)]);
        message.append(' ')
                .append(parts[0])
                .append(" HTTP/1.")
                .append(recipe.isOn(3) ? '0' : '1')
                .append("\r\n");
        if (parts.length > 1) {
            message.append("Host: ").append(parts[1]).append("\r\n");
        }
        message.append("\r\n");
        new RequestPromise().judge(message.toString().getBytes(StandardCharsets.ISO_8859_1), cuts);
    }
}
