/** Parent of the packages of the built-in filters; holds no filter itself. */
package apex.plugins.standard;
