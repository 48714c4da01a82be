/// The day in one page: what happened, and what needs a human. As JSON, as text, as HTML fit for a mail.
package io.postern.reporter.digest;
