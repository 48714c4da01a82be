/// Single attempts: listed by page, and exported as CSV.
package io.postern.reporter.attempts;
