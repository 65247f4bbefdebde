package apex.http1.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An input of the fuzzer taken apart: one byte of switches, the bytes of the wire and, behind a byte 0xFF, a script. On the wire
 * 0x01 with a count and a byte stands for 32 times the count of that byte, so that short inputs reach the limits of long heads.
 */
final class Recipe {
    private static final int REPEAT = 1;
    private static final int TIMES = 32;
    private static final int LONGEST = 40_000;

    private final int switches;
    private final byte[] wire;
    private final byte[] script;

    Recipe(byte[] input) {
        switches = input.length == 0 ? 0 : input[0] & 0xFF;
        int end = input.length;
        for (int i = input.length - 1; i > 0; i--) {
            if (input[i] == (byte) 0xFF) {
                end = i;
                break;
            }
        }
        wire = expand(input, Math.min(1, input.length), end);
        script = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    }

    boolean isOn(int bit) {
        return (switches >> bit & 1) != 0;
    }

    /** A number from the two switches from {@code bit} on. */
    int choice(int bit) {
        return switches >> bit & 3;
    }

    byte[] wire() {
        return wire;
    }

    byte[] script() {
        return script;
    }

    /** The wire as the strict reader takes it. */
    String text() {
        return new String(wire, StandardCharsets.ISO_8859_1);
    }

    private static byte[] expand(byte[] input, int from, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - from);
        for (int i = from; i < end && out.size() < LONGEST; i++) {
            if (input[i] != REPEAT || i + 2 >= end) {
                out.write(input[i]);
                continue;
            }
            for (int n = (input[i + 1] & 0xFF) * TIMES; n > 0; n--) {
                out.write(input[i + 2]);
            }
            i += 2;
        }
        return out.toByteArray();
    }
}
