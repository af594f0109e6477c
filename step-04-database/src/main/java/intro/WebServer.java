package intro;

import static java.util.concurrent.locks.LockSupport.parkNanos;

import org.eclipse.jetty.server.*;
import org.eclipse.jetty.util.thread.ThreadPool;
import spark.embeddedserver.jetty.JettyServerFactory;

/** The web server Jetty, which keeps sessions in the database, and answers its last visitors before it ends. */
class WebServer implements JettyServerFactory {
    @Override
    public Server create(int maxThreads, int minThreads, int idleMillis) {
        return create(null);
    }

    @Override
    public Server create(ThreadPool threads) {
        var server = new Server(threads);
        Sessions.use(server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop((ServerConnector) server.getConnectors()[0])));
        return server;
    }

    /** Refuses new connections, and waits up to 4 seconds until those that are open have had their last answer. */
    private static void stop(ServerConnector connector) {
        var http = connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
        http.addCustomizer((door, settings, request) -> parkNanos(200_000_000)); // each answer takes 0.2 seconds longer
        parkNanos(100_000_000); // by now all who are here wait for theirs, and nobody is in the doorway
        connector.setAccepting(false);
        connector.shutdown(); // closes the door; from now on each answer is the last on its connection
        connector.getConnectedEndPoints().forEach(connection -> connection.setIdleTimeout(1000)); // milliseconds
        var waits = 0;
        do {
            parkNanos(500_000_000);
        } while (!connector.getConnectedEndPoints().isEmpty() && ++waits < 8);
        if (App.database.startsWith("jdbc:h2:")) {
            Database.close(); // waits until it is open, so H2 does not end in the middle of a migration
        }
    }
}
