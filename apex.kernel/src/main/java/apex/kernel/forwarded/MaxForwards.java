package apex.kernel.forwarded;

import apex.spi.exchange.Answer;
import apex.spi.exchange.FieldName;
import apex.spi.exchange.Fields;
import apex.spi.exchange.HeadTooLargeException;
import apex.spi.exchange.Method;
import apex.spi.exchange.Reason;
import apex.spi.exchange.RequestHead;
import apex.spi.exchange.Text;
import apex.spi.thread.Frozen;
import java.util.List;

/**
 * {@code Max-Forwards}: how many gateways a TRACE or OPTIONS may still pass (RFC 9110 section 7.6.2). Requests of other methods go
 * on with it as it came.
 */
@Frozen
final class MaxForwards {
    private static final FieldName NAME = FieldName.of("Max-Forwards");

    /** Larger numbers count as this one. */
    private static final int MOST = 1_000_000_000;

    private static final int MALFORMED = -1;

    /** What passes here; which of them a backend takes is not known here. */
    private static final List<Answer.Field> ALLOW =
            List.of(new Answer.Field(FieldName.ALLOW, Text.of("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")));

    private static final Answer OPTIONS = answer(Reason.OPTIONS_ANSWERED);

    /** The request is not sent back as section 9.3.8 has it: it may hold what scripts must not read. */
    private static final Answer TRACE = answer(Reason.TRACE_REFUSED);

    private static final Answer BAD = Answer.of(Reason.BAD_FIELD);
    private static final Answer TOO_LARGE = Answer.of(Reason.HEAD_TOO_LARGE);

    private static Answer answer(Reason reason) {
        return new Answer(reason.status(), reason, ALLOW, null, null);
    }

    /** Counts this gateway; null when the request may go on, else its answer. */
    Answer countDown(RequestHead request, ValueBuffer value) {
        Method method = request.method();
        return method == Method.OPTIONS || method == Method.TRACE ? count(request, value) : null;
    }

    private static Answer count(RequestHead request, ValueBuffer value) {
        Fields fields = request.fields();
        int index = fields.find(NAME);
        if (index < 0) {
            return null;
        }
        int left = fields.findNext(NAME, index) < 0 ? number(fields, index) : MALFORMED;
        if (left <= 0) {
            return left == MALFORMED ? BAD : request.method() == Method.OPTIONS ? OPTIONS : TRACE;
        }
        value.clear();
        value.put(left - 1);
        fields.remove(NAME);
        try {
            fields.add(NAME, value.bytes(), 0, value.length());
        } catch (HeadTooLargeException e) {
            return TOO_LARGE;
        }
        return null;
    }

    private static int number(Fields fields, int index) {
        byte[] bytes = fields.bytes();
        int start = fields.valueStart(index);
        int end = start + fields.valueLength(index);
        long number = start == end ? MALFORMED : 0;
        for (int at = start; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            number = Math.min(number * 10 + digit, MOST);
        }
        return (int) number;
    }
}
