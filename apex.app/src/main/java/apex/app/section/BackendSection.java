package apex.app.section;

import apex.spi.settings.Schema;
import apex.spi.settings.Setting;
import apex.spi.transport.ProxyHeader;
import java.lang.invoke.MethodHandles;

/** The keys of one table in {@code backends}. */
public record BackendSection(
        @Setting("http://host:port or unix:/path") String url,

        @Setting(value = "share of the requests", byDefault = "1", min = 1, max = 1000)
        int weight,

        @Setting(value = "path of the active check, none when absent", byDefault = "")
        String healthCheck,

        @Setting(
                value =
                        "header of the PROXY protocol on each connection: none, v1 or v2; such a connection serves one client only",
                byDefault = "none")
        ProxyHeader proxyProtocol) {
    /** The schema. */
    public static final Schema<BackendSection> SCHEMA = Schema.of(MethodHandles.lookup(), BackendSection.class);
}
