package apex.net.direct;

import apex.net.link.LinkUser;
import apex.net.proactor.Operation;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;

/** What one link has to send, in order. One entry for it is under way at a time. */
final class DirectOutput {
    /** The most buffers that go into one entry. */
    private static final int MOST_PIECES = 16;

    /** {@code struct msghdr}, and behind it one {@code struct iovec} for each piece. */
    private static final int HEADER_BYTES = 56;

    private static final int PIECE_BYTES = 16;

    private final DirectLink link;
    private final LinkUser user;

    private ByteBuf first;

    /** What follows the first; null until there has been something. */
    private ArrayDeque<ByteBuf> rest;

    /** The list of pieces that the kernel reads; null while there is none. */
    private ByteBuf message;

    private long taken;

    /** What is under way; null for nothing. */
    private Operation sending;

    private long sentIn;

    /** The system has not taken at once what it was given. */
    private boolean isStuck;

    private boolean endAsked;
    private boolean lastAsked;
    private boolean dropped;

    DirectOutput(DirectLink link, LinkUser user) {
        this.link = link;
        this.user = user;
    }

    /** What it has under way; null for nothing. */
    Operation sendsBy() {
        return sending;
    }

    long taken() {
        return taken;
    }

    void write(ByteBuf bytes) {
        if (dropped || !bytes.isReadable()) {
            user.giveBack(bytes);
        } else if (first == null) {
            first = bytes;
        } else {
            if (rest == null) {
                rest = new ArrayDeque<>();
            }
            rest.add(bytes);
        }
    }

    /** Gives the kernel what there is, unless it has something already. */
    void send() {
        if (sending != null || first == null || dropped) {
            return;
        }
        sentIn = link.round();
        if (rest == null || rest.isEmpty()) {
            sending = Operation.SEND;
            link.send(first.memoryAddress() + first.readerIndex(), first.readableBytes());
        } else {
            sending = Operation.SEND_PIECES;
            link.sendPieces(pieces());
        }
    }

    private long pieces() {
        if (message == null) {
            int size = HEADER_BYTES + MOST_PIECES * PIECE_BYTES;
            message = link.loop().buffers().directBuffer(size, size);
            message.setZero(0, HEADER_BYTES);
            message.setLongLE(16, message.memoryAddress() + HEADER_BYTES);
        }
        int count = piece(0, first);
        for (ByteBuf each : rest) {
            if (count == MOST_PIECES) {
                break;
            }
            count = piece(count, each);
        }
        message.setLongLE(24, count);
        return message.memoryAddress();
    }

    private int piece(int index, ByteBuf bytes) {
        int at = HEADER_BYTES + index * PIECE_BYTES;
        message.setLongLE(at, bytes.memoryAddress() + bytes.readerIndex());
        message.setLongLE(at + 8, bytes.readableBytes());
        return index + 1;
    }

    /**
     * The kernel has done what it could with the entry.
     *
     * @param result how many bytes it took, or a negated error
     */
    void sent(int result, boolean closing) {
        sending = null;
        taken += Math.max(0, result);
        if (closing) {
            return;
        }
        if (result < 0) {
            drop();
            free();
            user.outputOver();
            if (lastAsked) {
                user.outputSent();
            }
            return;
        }
        boolean inPart = takeAway(result);
        if (dropped) {
            return;
        }
        if (first == null) {
            isStuck = false;
            drained();
            return;
        }
        if (inPart && !isStuck) {
            isStuck = true;
            user.waits();
        }
        send();
    }

    /** Gives back what the system has taken; whether it has taken a part of the next. The user may close in the midst of it. */
    private boolean takeAway(int count) {
        int left = count;
        while (left > 0 && !dropped) {
            int length = first.readableBytes();
            if (left < length) {
                first.skipBytes(left);
                return true;
            }
            left -= length;
            ByteBuf done = first;
            first = rest == null ? null : rest.poll();
            user.giveBack(done);
            user.wentOn();
        }
        return false;
    }

    private void drained() {
        if (message != null) {
            message.release();
            message = null;
        }
        if (endAsked) {
            endAsked = false;
            link.shutdownOutput();
        }
        if (lastAsked) {
            lastAsked = false;
            user.outputSent();
        }
    }

    void end() {
        endAsked = true;
        goOnOrFinish();
    }

    void askForLast() {
        lastAsked = true;
        goOnOrFinish();
    }

    private void goOnOrFinish() {
        if (first == null && sending == null) {
            drained();
        } else {
            send();
        }
    }

    /** What was sent before {@code round} and is still under way waits for the peer. */
    void stuck(long round) {
        if (sending != null && sentIn < round && !isStuck) {
            isStuck = true;
            user.waits();
        }
    }

    /** The size of the buffers that wait for the peer. Parts of one buffer that follow each other count once. */
    int waitingMemory() {
        if (!isStuck || first == null) {
            return 0;
        }
        ByteBuf counted = whole(first);
        int sum = counted.capacity();
        if (rest != null) {
            for (ByteBuf each : rest) {
                ByteBuf whole = whole(each);
                sum += whole == counted ? 0 : whole.capacity();
                counted = whole;
            }
        }
        return sum;
    }

    private static ByteBuf whole(ByteBuf part) {
        ByteBuf whole = part;
        while (whole.unwrap() != null) {
            whole = whole.unwrap();
        }
        return whole;
    }

    /** Sends nothing more. What the kernel may still be reading is kept until {@link #free}. */
    void drop() {
        dropped = true;
        if (sending == null) {
            free();
        }
    }

    /** The kernel reads nothing of it any more. */
    void free() {
        while (first != null) {
            ByteBuf done = first;
            first = rest == null ? null : rest.poll();
            user.giveBack(done);
        }
        if (message != null) {
            message.release();
            message = null;
        }
    }
}
