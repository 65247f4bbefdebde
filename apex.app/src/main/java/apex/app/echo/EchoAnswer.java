package apex.app.echo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * How the origin answers.
 *
 * @param status 200 to 599
 * @param body the body, or null to answer with the request itself
 * @param delay before the answer begins
 * @param chunked send the body in chunks instead of with a length
 * @param close end the connection after each answer
 */
public record EchoAnswer(int status, String body, Duration delay, boolean chunked, boolean close) {
    /** Answers with the request. */
    public static final EchoAnswer REFLECT = new EchoAnswer(200, null, Duration.ZERO, false, false);

    /** RFC 9110, sections 15.3.5 and 15.4.5: these have no body. */
    boolean isBodyless() {
        return status == 204 || status == 304;
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
