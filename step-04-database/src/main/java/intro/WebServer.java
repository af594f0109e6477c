package intro;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.ThreadPool;
import spark.embeddedserver.jetty.JettyServerFactory;

/** The web server Jetty, which keeps sessions in the database, and answers its last visitors before it ends. */
class WebServer implements JettyServerFactory {
    private final Database database;

    WebServer(Database database) {
        this.database = database;
    }

    @Override
    public Server create(ThreadPool threads) {
        var server = new Server(threads);
        Sessions.keepIn(database, server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop((ServerConnector) server.getConnectors()[0])));
        return server;
    }

    @Override
    public Server create(int maxThreads, int minThreads, int idleMillis) {
        return create(null);
    }

    /** Refuses new connections, and waits up to 4 seconds for those that are open to get their last answer. */
    private static void stop(ServerConnector connector) {
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .addCustomizer((with, how, request) -> {
                    request.getResponse().setHeader("Connection", "close");
                    pause(100);
                });
        pause(50); // by now all who are here wait for their answer, and nobody is in the doorway
        connector.close();
        connector.setAccepting(false);
        connector.getConnectedEndPoints().forEach(connection -> connection.setIdleTimeout(500)); // milliseconds
        var waits = 0;
        do {
            pause(500);
        } while (!connector.getConnectedEndPoints().isEmpty() && ++waits < 8);
    }

    private static void pause(int milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
