/** The microbenchmarks, one class for each part. JMH starts them in processes of their own, on a class path. */
@Cold
package apex.bench.micro;

import apex.spi.thread.Cold;
