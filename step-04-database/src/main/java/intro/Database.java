package intro;

import com.zaxxer.hikari.*;
import java.sql.*;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The database whose address is in App. Who asks it first opens it, and all others wait until it is open. */
class Database {
    private static final HikariDataSource POOL = connectTo(App.database);
    private static final Jdbi JDBI = Jdbi.create(POOL).registerRowMapper(ConstructorMapper.factory(Post.class));

    /** Returns when the database is open. */
    static void open() {} // before it runs this, Java sees to the fields above

    /** Throws a JdbiException when the database is away. */
    static void check() {
        JDBI.useHandle(handle -> handle.execute("SELECT 1"));
    }

    /** Closes all connections, and H2 closes its file with the last one. */
    static void close() {
        POOL.close();
    }

    /** A connection from the pool; to close it is to give it back. */
    static Connection connect() throws SQLException {
        return POOL.getConnection();
    }

    /** The newest posts first, 50 at most. */
    static List<Post> newestPosts() {
        var sql = "SELECT title, details FROM posts ORDER BY id DESC LIMIT 50";
        return JDBI.withHandle(
                handle -> handle.createQuery(sql).mapTo(Post.class).list());
    }

    /** Brings the tables up to date, then opens a pool of connections. A migration that fails changes nothing. */
    private static HikariDataSource connectTo(String url) {
        var h2 = url.startsWith("jdbc:h2:");
        var pool = new HikariConfig();
        // H2 writes each change down at once, and leaves it to the app to close the file.
        pool.setJdbcUrl(h2 ? url + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0" : url);
        pool.setMaximumPoolSize(8); // Heroku's smallest Postgres takes 20 connections: enough for two dynos
        pool.setConnectionTimeout(2000); // milliseconds that a visitor waits when the database is away
        try {
            var migrations = migrations(pool.getJdbcUrl());
            if (h2 && migrations.info().pending().length > 0) {
                rehearse(pool.getJdbcUrl());
            }
            migrations.migrate();
            return new HikariDataSource(pool);
        } catch (RuntimeException e) {
            App.exit("Cannot open the database: " + App.oneLine(e));
            throw e; // never, but the compiler cannot know that
        }
    }

    /** Postgres takes back a migration that fails. H2 can't, so they are tried on a copy in memory first. */
    private static void rehearse(String address) {
        var memory = "jdbc:h2:mem:copy";
        try (var file = Jdbi.open(address);
                var copy = Jdbi.open(memory)) {
            file.execute("SCRIPT TO 'memFS:copy.sql'"); // H2's own file system in memory
            copy.execute("RUNSCRIPT FROM 'memFS:copy.sql'");
            migrations(memory).migrate();
        }
    }

    private static Flyway migrations(String address) {
        var h2 = address.startsWith("jdbc:h2:");
        return Flyway.configure()
                .dataSource(address, null, null)
                .connectRetries(h2 ? 0 : 30) // a server may still be on its way up
                .connectRetriesInterval(1) // second
                .baselineOnMigrate(h2) // the file of step 3 is taken over as version 1
                .validateMigrationNaming(true)
                .load();
    }
}
