/// Answers "what happened?": projects Postern's topics into PostgreSQL and serves digest, CSV, REST API and one page.
///
/// Topics in: enriched, profiles, commands, outcomes, lists, decisions, bans, hosts. Topics out: commands, dead
/// letters. Begin at
/// `projections.ProjectionsConsumer`, the one way in; the ways out are the `*Resource` classes. All that PostgreSQL
/// holds can be thrown away and rebuilt from the topics.
package io.postern.reporter;
