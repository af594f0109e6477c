package intro;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The database whose address is in App. Who asks it first opens it, and all others wait until it is open. */
class Database {
    private static final Jdbi JDBI = open(App.database);

    /** Throws a JdbiException when the database is away. */
    static void check() {
        JDBI.useHandle(handle -> handle.execute("SELECT 1"));
    }

    /** Closes H2's file in good order. */
    static void shutDown() {
        try {
            JDBI.useHandle(handle -> handle.execute("SHUTDOWN"));
        } catch (JdbiException e) {
            // It is closed, so Jdbi cannot ask it any more how that went.
        }
    }

    /** A connection from the pool; to close it is to give it back. */
    static Connection connect() {
        return JDBI.open().getConnection();
    }

    /** The newest posts first, 50 at most. */
    static List<Post> newestPosts() {
        var sql = "SELECT title, details FROM posts ORDER BY id DESC LIMIT 50";
        return JDBI.withHandle(
                handle -> handle.createQuery(sql).mapTo(Post.class).list());
    }

    /** Brings the tables up to date, then opens a pool of connections. A migration that fails changes nothing. */
    private static Jdbi open(String url) {
        var h2 = url.startsWith("jdbc:h2:");
        // H2 keeps its file open until the app ends, and writes a change down within 50 milliseconds.
        var address = h2 ? url + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=50" : url;
        Flyway.configure()
                // Postgres takes back a migration that fails. H2 can't, so it writes nothing down for a minute.
                .dataSource(address.replace("WRITE_DELAY=50", "WRITE_DELAY=60000"), null, null)
                .connectRetries(h2 ? 0 : 30) // a server may still be on its way up
                .connectRetriesInterval(1) // second
                .group(true) // all migrations or none
                .baselineOnMigrate(h2) // the file of step 3 is taken over as version 1
                .validateMigrationNaming(true)
                .load()
                .migrate();
        var pool = new HikariDataSource();
        pool.setJdbcUrl(address);
        pool.setMaximumPoolSize(8); // Heroku's smallest Postgres takes 20 connections: enough for two dynos
        pool.setConnectionTimeout(2000); // milliseconds that a visitor waits when the database is away
        return Jdbi.create(pool).registerRowMapper(ConstructorMapper.factory(Post.class));
    }
}
