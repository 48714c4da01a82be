/// The command `postern`: people and scripts talk to Postern through it, over the REST API, and locally where no
/// service
/// is needed.
///
/// Begin at [io.postern.cli.Postern]. Results go to standard output, notes and progress to standard error; exit codes
/// are in [io.postern.cli.Exit].
package io.postern.cli;
