/// The topic declarations of `events` against a real broker.
package io.postern.testkit.topics;
