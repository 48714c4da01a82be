/// Kafka, PostgreSQL and Redis for tests: one set per test JVM, each started when the first test asks for it.
///
/// In Quarkus tests through [BackendsResource], elsewhere through [TestBackends].
package io.postern.testkit.backends;
