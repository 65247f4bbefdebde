package apex.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.extensions.IExtension;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/** RFC 6455 as the library speaks it; remembers the frames that arrive, for all connections that share it. */
final class WatchedDraft extends Draft_6455 {
    private final IExtension extension;
    private final ConcurrentLinkedQueue<String> frames;

    private WatchedDraft(IExtension extension, ConcurrentLinkedQueue<String> frames) {
        super(extension == null ? List.of() : List.of(extension));
        this.extension = extension;
        this.frames = frames;
    }

    /** Without an extension. */
    static WatchedDraft plain() {
        return new WatchedDraft(null, new ConcurrentLinkedQueue<>());
    }

    /** With permessage-deflate (RFC 7692), which compresses even the shortest message. */
    static WatchedDraft deflate() {
        ConcurrentLinkedQueue<String> frames = new ConcurrentLinkedQueue<>();
        return new WatchedDraft(new WatchedDeflate(frames), frames);
    }

    /**
     * The frames that have arrived, each as its opcode, with {@code +} if more follow, a close with its code and reason; {@code deflated}
     * stands before a message of that kind.
     */
    List<String> frames() {
        return new ArrayList<>(frames);
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        String code = frame instanceof CloseFrame close ? " " + close.getCloseCode() + " " + close.getMessage() : "";
        frames.add(frame.getOpcode() + code + (frame.isFin() ? "" : "+"));
        super.processFrame(socket, frame);
    }

    @Override
    public Draft copyInstance() {
        return new WatchedDraft(extension == null ? null : extension.copyInstance(), frames);
    }

    private static final class WatchedDeflate extends PerMessageDeflateExtension {
        private final ConcurrentLinkedQueue<String> frames;

        WatchedDeflate(ConcurrentLinkedQueue<String> frames) {
            this.frames = frames;
            setThreshold(0);
        }

        @Override
        public void decodeFrame(Framedata frame) throws InvalidDataException {
            if (frame.isRSV1()) {
                frames.add("deflated");
            }
            super.decodeFrame(frame);
        }

        @Override
        public IExtension copyInstance() {
            return new WatchedDeflate(frames);
        }
    }
}
