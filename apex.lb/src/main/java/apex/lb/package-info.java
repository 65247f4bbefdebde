/** Balancers and the decisions of health. */
package apex.lb;
