package apex.net.listen;

import apex.spi.thread.Cold;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;

/** The file of a Unix domain socket, which its process has to clean up and often has not. */
@Cold
final class UnixPath {
    private UnixPath() {}

    /** Makes the path free: removes the socket of a process that is gone, and refuses anything else. */
    static void free(ListenAddress address) throws IOException {
        Path path = Path.of(address.path());
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isOther()) {
            throw new IOException(
                    "listen: " + address.text()
                            + ": a file that is no socket is in the way (expected: a free path, or a socket that nobody listens on)");
        }
        if (isAlive(path)) {
            throw new IOException(
                    "listen: " + address.text()
                            + ": already in use (expected: a free path; another process listens there, stop it or choose another path)");
        }
        Files.deleteIfExists(path);
    }

    private static boolean isAlive(Path path) {
        try (SocketChannel trial = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return trial.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }
}
