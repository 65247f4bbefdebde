/** The attack corpus: how a case is written, a strict parser of its own, and a backend that records what arrives. */
@Cold
package apex.bench.corpus;

import apex.spi.thread.Cold;
