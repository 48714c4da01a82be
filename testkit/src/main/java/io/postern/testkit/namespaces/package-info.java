/// Network namespaces for tests: hosts on one machine, each with its own firewall.
package io.postern.testkit.namespaces;
