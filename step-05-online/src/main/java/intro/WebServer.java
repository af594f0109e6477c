package intro;

import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.thread.ThreadPool;
import spark.embeddedserver.jetty.JettyServerFactory;

/** The web server Jetty. It tells visitors nothing about itself, and at its end, it answers the accepted requests. */
class WebServer extends Server implements JettyServerFactory {
    private final Database database;

    WebServer(Database database) {
        this.database = database;
    }

    @Override
    public Server create(int maxThreads, int minThreads, int idleMillis) {
        return this;
    }

    @Override
    public Server create(ThreadPool threads) {
        return this;
    }

    @Override
    protected void doStart() throws Exception {
        var errors = new ErrorHandler();
        errors.setShowStacks(false);
        setErrorHandler(errors);
        var connector = (ServerConnector) getConnectors()[0]; // Spark has added it by now
        connector.getBean(HttpConnectionFactory.class).getHttpConfiguration().setSendServerVersion(false);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            connector.shutdown(); // refuses new connections; each response from now on closes its connection
            connector.getConnectedEndPoints().forEach(connection -> connection.setIdleTimeout(1000)); // milliseconds
            var tenths = 0;
            while (tenths++ < 200 && !connector.getConnectedEndPoints().isEmpty()) {
                LockSupport.parkNanos(100_000_000); // 20 seconds in all; after 30, Heroku kills the process
            }
            database.close();
        }));
        super.doStart();
    }
}
