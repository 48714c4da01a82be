/// The rules every module keeps. [io.postern.testkit.architecture.ArchitectureRules] is where to begin.
package io.postern.testkit.architecture;
