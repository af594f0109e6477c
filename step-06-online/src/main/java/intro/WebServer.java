package intro;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.*;
import org.eclipse.jetty.util.thread.ThreadPool;
import spark.embeddedserver.jetty.JettyServerFactory;

/** The web server Jetty, which tells visitors nothing about itself. */
class WebServer extends Server implements JettyServerFactory {
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
        var connector = (ServerConnector) getConnectors()[0];
        connector.setIdleTimeout(30_000); // milliseconds that Jetty waits for a silent visitor; Spark asks for an hour
        var http = connector.getConnectionFactory(HttpConnectionFactory.class);
        http.getHttpConfiguration().setSendServerVersion(false);
        setErrorHandler((request, response, callback) -> { // for what Jetty refuses before the app sees it
            response.getHeaders().put("Content-Type", "text/plain");
            Content.Sink.write(response, true, "The server cannot answer this request.\n", callback);
            return true;
        });
        super.doStart();
    }
}
