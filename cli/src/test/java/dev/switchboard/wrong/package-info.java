/**
 * Classes that each break one rule of {@code RulesTest}, to show that the rule would notice. They
 * lie in packages whose last word is that of the package in which they would be wrong.
 */
package dev.switchboard.wrong;
