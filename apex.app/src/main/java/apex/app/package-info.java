/** The command line. */
package apex.app;
