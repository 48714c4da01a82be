package io.postern.backends;

/// Where a back end answers. Its text holds no password: it lands in logs and on terminals.
public sealed interface Address {

    record Kafka(String bootstrapServers) implements Address {
        @Override
        public String toString() {
            return bootstrapServers;
        }

        @Override
        public BackEnd of() {
            return BackEnd.KAFKA;
        }
    }

    record Postgres(String host, int port, String database, String user, String password) implements Address {
        @Override
        public BackEnd of() {
            return BackEnd.POSTGRES;
        }

        public String jdbcUrl() {
            return "jdbc:" + reactiveUrl();
        }

        public String reactiveUrl() {
            return "postgresql://" + host + ":" + port + "/" + database;
        }

        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + database;
        }
    }

    /// The address holds the password when there is one: `redis://:secret@127.0.0.1:7479`.
    record Redis(String url) implements Address {
        @Override
        public BackEnd of() {
            return BackEnd.REDIS;
        }

        @Override
        public String toString() {
            return url.replaceFirst("//[^@/]*@", "//");
        }
    }

    BackEnd of();
}
