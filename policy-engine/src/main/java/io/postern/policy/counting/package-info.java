/// How failures are added up: each login once ([io.postern.policy.counting.Correlator]), at the time it happened
/// ([io.postern.policy.counting.EventTime]), exactly ([io.postern.policy.counting.RuleCount]).
///
/// All of it is plain: values in, values out.
package io.postern.policy.counting;
