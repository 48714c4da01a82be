package io.postern.reporter.database;

import io.postern.reporter.ReporterConfig;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/// The reporter's schema in PostgreSQL. All calls wait, so none belongs on an event loop.
@Singleton
public class DatabaseClient {

    private static final Logger LOG = Logger.getLogger(DatabaseClient.class);

    private final Pool pool;
    private final Flyway flyway;
    private final Duration atMost;

    @Inject
    DatabaseClient(
            @ReactiveDataSource("report") Pool pool, @FlywayDataSource("report") Flyway flyway, ReporterConfig config) {
        this.pool = pool;
        this.flyway = flyway;
        this.atMost = config.queryTimeout();
    }

    /// Brings the schema up to date; replicas that start together wait for one another.
    ///
    /// @throws DatabaseAwayException when the database is away; try again
    public void migrate() {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw new DatabaseAwayException(rootOf(e), e);
        }
    }

    public boolean answers() {
        try {
            return statements().one(row -> row.number("one"), "select 1 as one") == 1;
        } catch (DatabaseAwayException e) {
            LOG.debugf("the database does not answer: why=%s", e.getMessage());
            return false;
        }
    }

    /// Each statement in a transaction of its own.
    public Statements statements() {
        return new SqlClient(pool, atMost);
    }

    /// All statements or none. When the answer to the commit is lost, nobody knows which: ask the database.
    public void inTransaction(Consumer<Statements> work) {
        SqlConnection connection = connection();
        try {
            Transaction transaction = SqlClient.await(connection.begin(), atMost);
            try {
                work.accept(new SqlClient(connection, atMost));
                SqlClient.await(transaction.commit(), atMost);
            } catch (RuntimeException e) {
                transaction
                        .rollback()
                        .onFailure(lost -> LOG.debugf("rollback unanswered, the server will: %s", lost.getMessage()));
                throw e;
            }
        } finally {
            connection.close();
        }
    }

    /// One that comes after the patience has ended goes back to the pool: nobody else would return it.
    private SqlConnection connection() {
        Future<SqlConnection> asked = pool.getConnection();
        try {
            return SqlClient.await(asked, atMost);
        } catch (RuntimeException e) {
            asked.onSuccess(SqlConnection::close);
            throw e;
        }
    }

    private static String rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
