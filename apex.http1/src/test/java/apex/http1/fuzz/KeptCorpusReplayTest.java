package apex.http1.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import apex.http1.fuzz.run.KeptCorpus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the fuzzer has found worth keeping is read as promised. */
class KeptCorpusReplayTest {
    private final KeptCorpus kept = new KeptCorpus(Path.of("src/test/fuzz"));

    @ParameterizedTest
    @EnumSource(Target.class)
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void promisesAreKeptForEachInput(Target target) {
        List<byte[]> inputs = kept.read(target);
        assertFalse(inputs.isEmpty());
        for (byte[] input : inputs) {
            target.judge(input, Cuts.SOME);
        }
    }
}
