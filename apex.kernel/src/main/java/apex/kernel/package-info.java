/** Start, reload and stop: the ways into the kernel. */
package apex.kernel;
