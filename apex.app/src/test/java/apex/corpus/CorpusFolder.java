package apex.corpus;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the corpus of this module lies. */
final class CorpusFolder {
    private CorpusFolder() {}

    static Path path() {
        try {
            return Path.of(CorpusFolder.class.getResource("/corpus").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
