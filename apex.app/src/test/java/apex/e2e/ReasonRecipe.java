package apex.e2e;

import apex.spi.exchange.Reason;
import java.io.IOException;

/**
 * How to provoke a reason from outside.
 *
 * @param reason what is provoked
 * @param setup the configuration that makes it possible
 * @param shown where it shows beside its counter
 * @param provocation what the client does
 */
record ReasonRecipe(Reason reason, ReasonSetup setup, Shown shown, Provocation provocation) {
    /** Where a reason shows. */
    enum Shown {
        /** In an answer's body and in the access log. */
        TOLD,
        /** In the access log; the answer is a filter's own. */
        ANSWERED_OTHERWISE,
        /** In the access log; the client sees its connection end. */
        CUT_OFF,
        /** Only in the counter: the exchange had its line at the switch of protocols, or there never was one. */
        ENDED;

        boolean isAnswered() {
            return this == TOLD || this == ANSWERED_OTHERWISE;
        }

        boolean inBody() {
            return this == TOLD;
        }

        boolean inLog() {
            return this != ENDED;
        }
    }

    /** What a client does, and what it gets. */
    @FunctionalInterface
    interface Provocation {
        /** The answer; null if there was none, or not all of it. */
        RawConnection.Message provoke(ReasonRig rig) throws IOException;
    }

    /** One request, with an answer that says why. */
    static ReasonRecipe told(Reason reason, ReasonSetup setup, String request) {
        return new ReasonRecipe(reason, setup, Shown.TOLD, rig -> rig.gateway().ask(request));
    }

    /** A GET with an answer that says why. */
    static ReasonRecipe told(Reason reason, String target) {
        return told(reason, ReasonSetup.ROUTES, get(target));
    }

    static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    static String post(String target, int length, String begin) {
        return "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + begin;
    }

    static String upgrade(String target, String protocol) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: " + protocol + "\r\n\r\n";
    }

    @Override
    public String toString() {
        return reason.code();
    }
}
