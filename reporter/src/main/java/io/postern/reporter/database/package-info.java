/// The way to PostgreSQL: statements that wait for their answer, and errors sorted by what can be done about them.
package io.postern.reporter.database;
