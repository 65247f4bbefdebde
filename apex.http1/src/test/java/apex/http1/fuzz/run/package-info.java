/** The command that fuzzes: starts the fuzzer for each target, keeps its corpus and tells what was found. */
@Cold
package apex.http1.fuzz.run;

import apex.spi.thread.Cold;
