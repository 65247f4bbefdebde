/** Apex, nginx and HAProxy side by side on one core: who does how much for a second of processor time. */
@Cold
package apex.bench.figures;

import apex.spi.thread.Cold;
