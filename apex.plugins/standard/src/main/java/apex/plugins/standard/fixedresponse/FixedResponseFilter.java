package apex.plugins.standard.fixedresponse;

import apex.spi.exchange.Answer;
import apex.spi.exchange.Exchange;
import apex.spi.filter.Filter;
import apex.spi.filter.Verdict;
import apex.spi.thread.Frozen;

/** Answers with what was made at assembly. */
@Frozen
final class FixedResponseFilter implements Filter {
    private final Answer answer;

    FixedResponseFilter(Answer answer) {
        this.answer = answer;
    }

    @Override
    public Verdict onRequest(Exchange exchange) {
        return exchange.answer(answer);
    }
}
