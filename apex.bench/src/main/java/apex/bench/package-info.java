/** Entry points of the measurements. */
package apex.bench;
