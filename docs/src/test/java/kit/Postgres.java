package kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;

/** A real Postgres server, which can stop and start again with its data and on its port. */
public class Postgres implements AutoCloseable {
    private final Path data = Kit.emptyFolder("postgres").resolve("data");
    private final int port = Command.freePort();
    private EmbeddedPostgres server;

    public Postgres() {
        start();
    }

    public void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(Duration.ofMinutes(5))
                    .setPort(port)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Sends all processes of the server a signal: after STOP they accept connections and do not answer, until CONT. */
    public void signal(String signal) throws IOException {
        var server = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        var words = new ArrayList<>(List.of("kill", "-" + signal, server));
        ProcessHandle.of(Long.parseLong(server))
                .orElseThrow()
                .descendants()
                .forEach(child -> words.add("" + child.pid()));
        Command.run(data, Map.of(), words);
    }

    public int port() {
        return port;
    }

    /** Makes an empty database of this name, and returns its JDBC address. */
    public String createDatabase(String name) throws SQLException {
        execute(url("postgres"), "CREATE DATABASE " + name);
        return url(name);
    }

    /** How many connections there are to the database of this name. */
    public int connections(String name) throws SQLException {
        return count(url("postgres"), "pg_stat_activity WHERE datname = '" + name + "'");
    }

    private String url(String database) {
        return server.getJdbcUrl("postgres", database);
    }

    public static void execute(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static int count(String url, String rows) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var result = connection.createStatement().executeQuery("SELECT count(*) FROM " + rows)) {
            result.next();
            return result.getInt(1);
        }
    }
}
