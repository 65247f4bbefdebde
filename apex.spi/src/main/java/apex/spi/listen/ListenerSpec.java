package apex.spi.listen;

import apex.spi.settings.Place;
import apex.spi.thread.Cold;

/**
 * What a transport has to bind.
 *
 * @param address {@code host:port}, {@code [v6]:port}, {@code :port} for all addresses, or {@code unix:/path}
 * @param place where it was asked for, for messages
 * @param heads bounds of request heads
 * @param connections bounds of client connections
 * @param http what is made of things that the RFCs leave to choice
 * @param proxies who speaks the PROXY protocol
 */
@Cold
public record ListenerSpec(
        String address,
        Place place,
        HeadLimits heads,
        ConnectionLimits connections,
        HttpPolicy http,
        ProxyPolicy proxies) {}
