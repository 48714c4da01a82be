/// Breaks no rule.
package io.postern.testkit.architecture.planted.clean;
