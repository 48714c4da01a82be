/// What follows when a limit is reached: [io.postern.policy.deciding.Judge], and who is never banned:
/// [io.postern.policy.deciding.Exemptions].
package io.postern.policy.deciding;
