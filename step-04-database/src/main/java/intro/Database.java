package intro;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The database that a JDBC address names. It opens in the background; those who ask it earlier wait. */
class Database {
    private final CompletableFuture<HikariDataSource> pool;
    private final CompletableFuture<Jdbi> jdbi;

    Database(String url) {
        pool = CompletableFuture.supplyAsync(() -> open(url));
        jdbi = pool.thenApply(opened -> Jdbi.create(opened).registerRowMapper(ConstructorMapper.factory(Post.class)));
    }

    /** Returns when the database is open, or throws a CompletionException with the reason why it can't be opened. */
    void awaitOpening() {
        jdbi.join();
    }

    /** Throws a JdbiException when the database has been open and is away now. */
    void check() {
        if (jdbi.isDone()) {
            jdbi.join().useHandle(handle -> handle.execute("SELECT 1"));
        }
    }

    /** A connection of the pool, which gets it back when it is closed. */
    Connection connect() throws SQLException {
        return pool.join().getConnection();
    }

    /** The newest posts first, 50 at most. */
    List<Post> newestPosts() {
        var sql = "SELECT title, details FROM posts ORDER BY id DESC LIMIT 50";
        return jdbi.join()
                .withHandle(handle -> handle.createQuery(sql).mapTo(Post.class).list());
    }

    /** Opens a pool of connections and brings the tables up to date. A migration that fails changes nothing. */
    private static HikariDataSource open(String url) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(8); // Heroku's smallest Postgres takes 20 connections: enough for two dynos
        pool.setConnectionTimeout(2000); // milliseconds that a visitor waits when the database is away
        if (url.startsWith("jdbc:h2:")) {
            rehearse(pool);
        } else {
            pool.setInitializationFailTimeout(30_000); // milliseconds to wait for a server that is not there yet
        }
        migrations().dataSource(pool).load().migrate();
        return pool;
    }

    /** Postgres takes back a migration that fails. H2 can't, so they are tried on a copy in memory first. */
    private static void rehearse(HikariDataSource pool) {
        if (migrations().dataSource(pool).load().info().pending().length > 0) {
            var copy = "jdbc:h2:mem:rehearsal";
            Jdbi.create(pool).useHandle(handle -> handle.execute("SCRIPT TO 'memFS:rehearsal.sql'"));
            Jdbi.create(copy).useHandle(handle -> {
                handle.execute("RUNSCRIPT FROM 'memFS:rehearsal.sql'");
                migrations().dataSource(copy, "", "").load().migrate();
            });
        }
    }

    /** The files in db/migration, all or none; a database of step 3 is taken over as version 1. */
    private static FluentConfiguration migrations() {
        return Flyway.configure().group(true).baselineOnMigrate(true).validateMigrationNaming(true);
    }
}
