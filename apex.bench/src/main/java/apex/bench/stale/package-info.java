/** A backend that closes connections at the worst moments behind a gateway of this JVM: who loses a request, and who gets it twice. */
@Cold
package apex.bench.stale;

import apex.spi.thread.Cold;
