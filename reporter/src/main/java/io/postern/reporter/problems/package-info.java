/// What the API says when it cannot answer: problem details as RFC 9457 has them.
package io.postern.reporter.problems;
