package io.postern.reporter.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Statements over Vert.x' client, which never waits by itself: this waits, and sorts errors by what can be done.
final class SqlClient implements Statements {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final io.vertx.sqlclient.SqlClient client;
    private final Duration atMost;

    SqlClient(io.vertx.sqlclient.SqlClient client, Duration atMost) {
        this.client = client;
        this.atMost = atMost;
    }

    @Override
    public <T> List<T> list(Function<Row, T> as, String sql, Object... parameters) {
        List<T> list = new ArrayList<>();
        execute(sql, parameters).forEach(row -> list.add(as.apply(new SqlRow(row))));
        return list;
    }

    @Override
    public int update(String sql, Object... parameters) {
        return execute(sql, parameters).rowCount();
    }

    private RowSet<io.vertx.sqlclient.Row> execute(String sql, Object... parameters) {
        Object[] encoded = Arrays.stream(parameters).map(SqlClient::encoded).toArray();
        return await(client.preparedQuery(sql).execute(Tuple.from(encoded)), atMost);
    }

    /// @throws DatabaseAwayException when no answer came in time, or only an error that may pass
    /// @throws DataRefusedException when the values themselves were refused
    static <T> T await(Future<T> future, Duration atMost) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw meaningOf(e.getCause());
        } catch (TimeoutException e) {
            throw new DatabaseAwayException("no answer from the database within " + atMost, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseAwayException("interrupted while waiting for the database", e);
        }
    }

    private static RuntimeException meaningOf(Throwable error) {
        if (error instanceof PgException refused && isAboutValues(refused.getSqlState())) {
            return new DataRefusedException(refused.getMessage(), error);
        }
        return new DatabaseAwayException(String.valueOf(error.getMessage()), error);
    }

    /// Data exception, integrity violation, program limit exceeded (PostgreSQL, appendix A).
    private static boolean isAboutValues(String sqlState) {
        return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54");
    }

    private static Object encoded(Object parameter) {
        return switch (parameter) {
            case Instant time -> encoded(time);
            case Instant[] times -> Arrays.stream(times).map(SqlClient::encoded).toArray(OffsetDateTime[]::new);
            case null, default -> parameter;
        };
    }

    /// The driver turns what timestamptz cannot hold into another time without a word.
    private static OffsetDateTime encoded(Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw new DataRefusedException("no plausible time: " + time, null);
        }
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private record SqlRow(io.vertx.sqlclient.Row row) implements Row {

        @Override
        public String text(String column) {
            return row.getString(column);
        }

        @Override
        public Instant time(String column) {
            OffsetDateTime time = row.getOffsetDateTime(column);
            return time == null ? null : time.toInstant();
        }

        @Override
        public Long number(String column) {
            return row.getLong(column);
        }

        @Override
        public List<String> texts(String column) {
            return List.of(row.getArrayOfStrings(column));
        }
    }
}
