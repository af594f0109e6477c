package intro;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** The posts, in the database that a JDBC address names. */
class Database {
    private final Jdbi jdbi;

    /** Opens the database and brings its tables up to date. A migration that fails changes nothing. */
    Database(String url) throws SQLException {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8); // Heroku's smallest Postgres takes 20 connections: enough for two dynos
        if (!url.startsWith("jdbc:h2:")) {
            config.setInitializationFailTimeout(30_000); // milliseconds to wait for a server that is not there yet
        }
        config.setConnectionTimeout(4000); // milliseconds that a visitor waits when the database is away
        var pool = new HikariDataSource(config);
        if (url.startsWith("jdbc:h2:")) {
            rehearse(pool);
        }
        migrations().dataSource(pool).load().migrate();
        jdbi = Jdbi.create(pool).registerRowMapper(ConstructorMapper.factory(Post.class));
    }

    /** The newest posts first, 50 at most. */
    List<Post> newestPosts() {
        var sql = "SELECT title, details FROM posts ORDER BY id DESC LIMIT 50";
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(Post.class).list());
    }

    /** Postgres takes back a migration that fails. H2 can't, so they are tried on a copy in memory first. */
    private static void rehearse(HikariDataSource pool) throws SQLException {
        if (migrations().dataSource(pool).load().info().pending().length == 0) {
            return;
        }
        var copyUrl = "jdbc:h2:mem:rehearsal";
        try (var original = pool.getConnection();
                var copy = DriverManager.getConnection(copyUrl);
                var script = original.createStatement().executeQuery("SCRIPT")) {
            while (script.next()) {
                copy.createStatement().execute(script.getString(1));
            }
            migrations().dataSource(copyUrl, "", "").load().migrate();
        }
    }

    /** The files in db/migration, all or none; a database of step 3 is taken over as version 1. */
    private static FluentConfiguration migrations() {
        return Flyway.configure().group(true).baselineOnMigrate(true).validateMigrationNaming(true);
    }
}
