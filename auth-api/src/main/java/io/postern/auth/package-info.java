/// Answers Dovecot's auth policy calls from bans held in memory, and tells what Dovecot reports as attempts.
///
/// Reads `postern.bans.v1`; writes `postern.attempts.v1`, and `postern.dead-letters.v1` for what it could not read.
///
/// Begin with `PolicyResource` (a question arrives), then `Doorkeeper` (what it is answered), `BanView` (what is
/// known) and `BanConsumer` (how it came to be known). `AuthStartup` ties them together.
package io.postern.auth;
