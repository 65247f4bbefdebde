package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.app.admin.AdminListener;
import apex.app.admin.ProcessMetrics;
import apex.app.config.AdminSettings;
import apex.net.loop.NetPlatform;
import apex.spi.settings.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The admin listener of a gateway on a port of its own. */
record RunningAdmin(AdminListener listener, int port) implements AutoCloseable {
    private static final AdminSettings ANY =
            new AdminSettings(true, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false, Place.DEFAULT);

    /** A name, its labels, which may hold anything but a bare quote, and a value. */
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_]+)(\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"(?:,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*})?"
                    + " (-?[0-9.]+(?:E-?[0-9]+)?|\\+Inf)");

    static RunningAdmin of(RunningGateway gateway) throws IOException {
        AdminListener listener = AdminListener.open(
                ANY,
                new ProcessMetrics(
                        gateway.platform().sockets().toString(),
                        NetPlatform::directBytes,
                        gateway.platform()::memory,
                        gateway.platform()::lags));
        assertTrue(listener.serve(gateway.gateway()::metrics).isEmpty());
        return new RunningAdmin(listener, listener.address().orElseThrow().getPort());
    }

    String text() throws IOException {
        try (RawConnection connection = RawConnection.open(port)) {
            RawConnection.Message answer = connection
                    .write("GET /metrics HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                    .readMessage();
            assertEquals(200, answer.status());
            return answer.text();
        }
    }

    /** The values by name and labels, in the form of the text; whatever else stands there fails. */
    Map<String, Double> values() throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (String line : text().lines().toList()) {
            if (!line.startsWith("# ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), line);
                String key = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
                double value = Double.parseDouble(sample.group(3).replace("+Inf", "Infinity"));
                assertEquals(null, values.put(key, value), "twice: " + key);
            }
        }
        return values;
    }

    @Override
    public void close() {
        listener.close();
    }
}
