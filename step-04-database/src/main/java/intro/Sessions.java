package intro;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.session.DatabaseAdaptor;
import org.eclipse.jetty.server.session.JDBCSessionDataStore;
import org.eclipse.jetty.server.session.NullSessionCache;
import org.eclipse.jetty.server.session.SessionCacheFactory;
import org.eclipse.jetty.server.session.SessionDataStoreFactory;

/** Keeps the sessions in the database: a login survives a restart, and all dynos know it. */
class Sessions extends DatabaseAdaptor {
    private final Database database;

    private Sessions(Database database) {
        this.database = database;
    }

    /** Tells a server that has not started yet to keep its sessions there. */
    static void keepIn(Database database, Server server) {
        server.addBean((SessionCacheFactory) handler -> {
            handler.setSameSite(SameSite.LAX); // browsers don't send the cookie with forms on other sites
            handler.setMaxInactiveInterval(30 * 60); // seconds without a visit
            var none = new NullSessionCache(handler); // what a dyno has in memory, other dynos don't see
            none.setFlushOnResponseCommit(true); // saved before the answer is sent, not after it
            return none;
        });
        server.addBean((SessionDataStoreFactory) handler -> {
            var store = new JDBCSessionDataStore();
            store.setDatabaseAdaptor(new Sessions(database));
            store.setSavePeriodSec(60); // a visit that changes nothing is written down once a minute
            store.setSessionTableSchema(new JDBCSessionDataStore.SessionTableSchema() {
                @Override
                public void prepareTables() {} // a migration has made the table
            });
            return store;
        });
    }

    @Override
    public void initialize() {} // Jetty starts while the database still opens

    @Override
    protected Connection getConnection() throws SQLException {
        var connection = database.connect();
        adaptTo(connection.getMetaData());
        return connection;
    }
}
