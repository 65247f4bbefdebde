package apex.spi.exchange;

import apex.spi.thread.Frozen;
import java.util.List;
import java.util.Objects;

/**
 * A response that Apex gives by itself, made at assembly and shared by all loops.
 *
 * @param status 200 to 599
 * @param reason why, for the access log
 * @param fields names and values to send; framing is added by the protocol
 * @param contentType the media type of {@code body}, or null to send none
 * @param body the content; null for the standard error body, {@code {"error": …, "status": …, "reason": …, "request_id": …}}
 */
@Frozen
public record Answer(int status, Reason reason, List<Field> fields, Text contentType, HeapChunk body) {
    /** One field of an answer. */
    public record Field(FieldName name, Text value) {
        /** Checks that both are there. */
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Checks the status and makes the list immutable. */
    public Answer {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
        }
        Objects.requireNonNull(reason, "reason");
        fields = List.copyOf(fields);
    }

    /** The standard error body with the reason's status. */
    public static Answer of(Reason reason) {
        return new Answer(reason.status(), reason, List.of(), null, null);
    }
}
