/// Whatever the bytes are, parsers answer, in time proportional to their number, and blame nobody who is not named.
package io.postern.collector.fuzzing;
