/// A whole Postern on one machine: Kafka, PostgreSQL and Redis, then the services, started in order and stopped in
/// order.
///
/// Begin at [PosternStack]; [StackPlan] says what can be chosen. `postern up`, `postern demo` and the e2e tests use
/// nothing else. [RunningStack] is how another process finds one that runs.
package io.postern.standalone;
