package intro;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** The posts, in an H2 file or on a Postgres server. */
class Database {
    private final HikariDataSource pool = new HikariDataSource();
    private final Jdbi jdbi = Jdbi.create(pool);

    /** Connects to the database with this JDBC URL, and migrates it. Throws an unchecked exception when it can't. */
    Database(String url) {
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(4); // 4 for each of two old and two new dynos at a restart: 16 of Heroku's 20
        pool.setConnectionTimeout(2000); // milliseconds that a request waits for a connection
        pool.setValidationTimeout(1000); // of these 2000, to test the connection
        pool.addDataSourceProperty("socketTimeout", "60"); // seconds without a word from Postgres; H2 ignores it
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .baselineOnMigrate(url.startsWith("jdbc:h2:")) // the file of step 3 already has V1's table
                    .validateMigrationNaming(true) // a misspelt file name is an error
                    .load()
                    .migrate();
        } catch (RuntimeException e) {
            close(); // so that H2 closes its file
            throw e;
        }
    }

    /** Returns the newest posts, the newest first, 50 at most. */
    List<Post> newestPosts() {
        var sql = "SELECT title, details FROM posts ORDER BY id DESC LIMIT 50";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .map((row, context) -> new Post(row.getString("title"), row.getString("details")))
                .list());
    }

    /** Closes all connections; with the last one, H2 closes its file. */
    void close() {
        pool.close();
    }
}
