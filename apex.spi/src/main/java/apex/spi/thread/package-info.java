/**
 * The three words for threads, {@link apex.spi.thread.LoopConfined}, {@link apex.spi.thread.Frozen} and {@link
 * apex.spi.thread.Cold}, and the event loop with its timers. A package has one of the words; a type or a method may say otherwise.
 */
@LoopConfined
package apex.spi.thread;
