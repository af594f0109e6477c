package intro;

import java.sql.*;
import org.eclipse.jetty.http.HttpCookie.SameSite;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.session.*;

/** Keeps the sessions in the database: a login survives a restart, and all dynos know it. */
class Sessions extends DatabaseAdaptor {
    /** Tells a server that has not started yet to do so. */
    static void use(Server server) {
        server.addBean((SessionCacheFactory) handler -> {
            handler.setSameSite(SameSite.LAX); // browsers don't send the cookie with forms on other sites
            var none = new NullSessionCache(handler); // what a dyno has in memory, other dynos don't see
            none.setFlushOnResponseCommit(true); // saved before the answer is sent, not after it
            return none;
        });
        var store = new JDBCSessionDataStoreFactory();
        store.setDatabaseAdaptor(new Sessions());
        store.setSavePeriodSec(60); // a visit that changes nothing is written down once a minute
        store.setSessionTableSchema(new JDBCSessionDataStore.SessionTableSchema() {
            @Override
            public void prepareTables() {} // a migration makes the table
        });
        server.addBean(store);
    }

    @Override
    public void initialize() {} // Jetty starts before the database is open

    @Override
    protected Connection getConnection() throws SQLException {
        var connection = Database.connect();
        adaptTo(connection.getMetaData()); // is it H2 or Postgres?
        return connection;
    }
}
