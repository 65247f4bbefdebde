package apex.corpus;

import apex.e2e.RunningGateway;
import apex.net.loop.TransportChoice;

/** The gateway that the cases of the corpus go through, strict as it is by default. */
final class CorpusGateway {
    private CorpusGateway() {}

    /** Starts it in front of a backend on this port of 127.0.0.1. */
    static RunningGateway start(int backendPort) {
        return RunningGateway.start(TransportChoice.AUTO, """
                [server]
                listen = "127.0.0.1:0"
                workers = 1
                access_log = false
                [http]
                name = "apex"
                [admin]
                enabled = false
                [[routes]]
                name = "corpus"
                backends = [{ url = "http://127.0.0.1:%d" }]
                """.formatted(backendPort));
    }
}
