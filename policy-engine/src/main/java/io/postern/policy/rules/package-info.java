/// What the operator wrote: rules and the allow list, read from one directory and refused as a whole when a line is
/// wrong.
///
/// Begin at [io.postern.policy.rules.RulesFolder]; what it gives out is a [io.postern.policy.rules.Rulebook].
package io.postern.policy.rules;
