/// Place and network of an address from MaxMind-format files, whoever made them.
///
/// [io.postern.enricher.databases.Databases] answers from all configured files; [io.postern.enricher.databases.Fields]
/// knows the vendors' schemas.
package io.postern.enricher.databases;
