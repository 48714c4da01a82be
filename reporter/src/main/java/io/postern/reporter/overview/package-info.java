/// The one page at `/`: how hosts and pipeline are, what today looks like, who is kept out.
package io.postern.reporter.overview;
