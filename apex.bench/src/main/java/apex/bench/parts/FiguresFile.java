package apex.bench.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Figures as text, a line for each part: readable in a review, and a changed part is a changed line.
 *
 * <pre>{@code
 * machine      4 x Some CPU, Linux amd64
 * jdk          25.0.1+8-LTS
 * calibration  2100.0 ns
 * part         RequestHead.small  101.3 ns  0.0 bytes
 * }</pre>
 */
final class FiguresFile {
    private static final String MACHINE = "machine";
    private static final String JDK = "jdk";
    private static final String CALIBRATION = "calibration";
    private static final String PART = "part";
    private static final String NANOS = "ns";
    private static final String BYTES = "bytes";

    private final Path file;
    private final List<PartFigure> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private String machine = "";
    private String jdk = "";
    private double calibration;

    private FiguresFile(Path file) {
        this.file = file;
    }

    /**
     * Reads figures.
     *
     * @throws IOException when the file is not there or a line cannot be read; the message names file, line and way out
     */
    static PartFigures read(Path file) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException missing) {
            throw new IOException(file + ": no such file (expected: a baseline; --write-baseline makes one)", missing);
        }
        return new FiguresFile(file).read(lines);
    }

    /** Reads what a run has written, which says nothing of where it was. */
    static PartFigures of(Path file, String machine, String jdk) throws IOException {
        FiguresFile reading = new FiguresFile(file);
        reading.machine = machine;
        reading.jdk = jdk;
        return reading.read(Files.readAllLines(file));
    }

    /** Writes figures; those that were there are gone. */
    static void write(Path file, PartFigures figures) throws IOException {
        Files.write(file, lines(figures));
    }

    static List<String> lines(PartFigures figures) {
        List<String> lines = new ArrayList<>();
        lines.add("# What the parts cost: ./apex bench parts compares with this, --write-baseline writes it.");
        lines.add("%-12s %s".formatted(MACHINE, figures.machine()));
        lines.add("%-12s %s".formatted(JDK, figures.jdk()));
        lines.add(String.format(Locale.ROOT, "%-12s %.1f %s", CALIBRATION, figures.calibrationNanos(), NANOS));
        for (PartFigure part : figures.parts()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-12s %-40s %10.2f %s %8.1f %s",
                    PART,
                    part.name(),
                    part.nanos(),
                    NANOS,
                    part.bytes(),
                    BYTES));
        }
        return lines;
    }

    private PartFigures read(List<String> lines) throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(line, i + 1);
            }
        }
        if (machine.isEmpty() || jdk.isEmpty() || calibration == 0) {
            throw new IOException(file + ": has not all of the lines " + MACHINE + ", " + JDK + " and " + CALIBRATION
                    + " (expected: each once; --write-baseline writes them)");
        }
        return new PartFigures(machine, jdk, calibration, parts);
    }

    private void read(String line, int number) throws IOException {
        String[] words = line.split("\\s+", -1);
        String rest = line.substring(words[0].length()).strip();
        boolean understood = true;
        switch (words[0]) {
            case MACHINE -> machine = rest;
            case JDK -> jdk = rest;
            case CALIBRATION -> {
                understood = words.length == 3 && words[2].equals(NANOS);
                calibration = understood ? number(words[1], number) : 0;
                understood &= calibration > 0;
            }
            case PART -> {
                understood = words.length == 6 && words[3].equals(NANOS) && words[5].equals(BYTES);
                if (understood) {
                    part(new PartFigure(words[1], number(words[2], number), number(words[4], number)), number);
                }
            }
            default -> understood = false;
        }
        if (!understood) {
            throw broken(number, line);
        }
    }

    private void part(PartFigure part, int number) throws IOException {
        if (!names.add(part.name())) {
            throw new IOException(file + ":" + number + ": " + part.name() + " for the second time (expected: once)");
        }
        parts.add(part);
    }

    private double number(String word, int number) throws IOException {
        try {
            double value = Double.parseDouble(word);
            if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException notOne) {
            throw new IOException(file + ":" + number + ": \"" + word + "\" (expected: a number)", notOne);
        }
        throw new IOException(file + ":" + number + ": \"" + word + "\" (expected: a number from 0)");
    }

    private IOException broken(int number, String line) {
        return new IOException(
                file + ":" + number + ": \"" + line + "\" (expected: machine TEXT, jdk VERSION, calibration"
                        + " NUMBER ns, or part NAME NUMBER ns NUMBER bytes)");
    }
}
