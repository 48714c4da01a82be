/// policy-engine: counts failed logins over the whole cluster, decides by the operator's rules, bans and lifts.
///
/// In: [io.postern.events.Topic#ENRICHED] and [io.postern.events.Topic#HOSTS]. Out:
/// [io.postern.events.Topic#DECISIONS], [io.postern.events.Topic#BANS], [io.postern.events.Topic#DEAD_LETTERS].
///
/// Begin at [io.postern.policy.PolicyTopology], the wiring; [io.postern.policy.PolicyStreams] starts and watches
/// over
/// it. What is counted, decided and refused is plain Java in the packages below.
package io.postern.policy;
