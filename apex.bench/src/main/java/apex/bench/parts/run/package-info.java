/** The process that runs the benchmarks: on a class path, because JMH starts its own processes with one. */
@Cold
package apex.bench.parts.run;

import apex.spi.thread.Cold;
