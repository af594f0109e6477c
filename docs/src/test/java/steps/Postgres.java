package steps;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A real Postgres server, which can stop and start again with its data and on its port. */
class Postgres {
    private final int port = RunningApp.freePort();
    private final Path data = Files.createTempDirectory("postgres").resolve("data");
    private EmbeddedPostgres server;

    Postgres() throws IOException {
        start();
    }

    void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    void stop() throws IOException {
        server.close();
    }

    /** Makes an empty database of this name, and returns its JDBC address. */
    String createDatabase(String name) throws SQLException {
        execute(server.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
        return server.getJdbcUrl("postgres", name);
    }

    static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int count(String url, String rows) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var result = connection.createStatement().executeQuery("SELECT count(*) FROM " + rows)) {
            result.next();
            return result.getInt(1);
        }
    }
}
