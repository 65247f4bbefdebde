package apex.net.link;

import apex.net.loop.NetLoop;

/** Who makes the user of a new link, on the loop that the link is going to live on. */
public interface LinkOwner {
    /** That loop. */
    NetLoop loop();

    /** The user of {@code link}, whose connection is not up yet. */
    LinkUser user(Link link);
}
