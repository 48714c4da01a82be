/// The bans in force, held in memory and kept up to date from their topic.
package io.postern.auth.bans;
