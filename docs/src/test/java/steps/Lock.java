package steps;

import java.sql.*;

/** A lock on the posts, for which the main page waits until it is closed. */
class Lock implements AutoCloseable {
    private final Connection connection;

    Lock(String url) throws Exception {
        connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE posts");
    }

    void awaitWaiting() throws Exception {
        Background.await(() -> {
            var waiting = connection.createStatement().executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted");
            return waiting.next();
        });
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
