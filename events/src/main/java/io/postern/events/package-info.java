/// The contract between Postern's services: what lies in each topic, under which key, and for how long.
///
/// Begin at [io.postern.events.Topic]: it declares every topic once. The records say what a value means and
/// refuse what cannot be true; [io.postern.events.EventJson] is how they lie in the topic. Golden files in the tests
/// hold one value of every version ever written, and each of them must stay readable.
package io.postern.events;
