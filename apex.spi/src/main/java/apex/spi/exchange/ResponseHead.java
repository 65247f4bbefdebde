package apex.spi.exchange;

/** The head of a response, final or informational. */
public final class ResponseHead extends Head {
    private static final int SWITCHING_PROTOCOLS = 101;

    private int status;
    private boolean closing;

    /** A head without content. */
    public ResponseHead() {}

    /** The status code, 100 to 599. */
    public int status() {
        return status;
    }

    /** Sets the status code; {@link #isInformational} must not change by it. */
    public void status(int code) {
        status = code;
    }

    /** Whether another head will follow (RFC 9110 section 15.2); not so after a switch of protocols. */
    public boolean isInformational() {
        return status < 200 && status != SWITCHING_PROTOCOLS;
    }

    /** Whether the connection speaks another protocol from here on (RFC 9110 section 15.2.2). */
    public boolean isSwitch() {
        return status == SWITCHING_PROTOCOLS;
    }

    /** Whether the client is not listened to any more after this response, because what it sends cannot be trusted or borne. */
    public boolean isClosing() {
        return closing;
    }

    /** For the kernel: says so. */
    public void closing(boolean last) {
        closing = last;
    }

    /** Whether a response with this status cannot have a body, whatever the request was (RFC 9110 section 6.4.1). */
    public boolean isBodyless() {
        return status < 200 || status == 204 || status == 304;
    }

    @Override
    public void close() {
        super.close();
        status = 0;
        closing = false;
    }
}
