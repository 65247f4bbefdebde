package apex.kernel.config;

import apex.spi.settings.Place;
import apex.spi.transport.ProxyHeader;

/**
 * One backend of a route.
 *
 * @param url {@code http://host[:port]} or {@code unix:/path}, already checked for its form
 * @param place where the URL was said
 * @param weight 1 to 1000
 * @param healthCheck the path of the active check, or null for none
 * @param proxyHeader whether connections begin with a header of the PROXY protocol
 */
public record BackendConfig(String url, Place place, int weight, String healthCheck, ProxyHeader proxyHeader) {}
