package intro;

import static java.util.concurrent.TimeUnit.SECONDS;
import static spark.Spark.*;

import io.pebbletemplates.pebble.PebbleEngine;
import java.io.*;
import java.time.Duration;
import java.util.*;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.util.component.Graceful;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.*;
import spark.*;
import spark.embeddedserver.EmbeddedServers;
import spark.embeddedserver.jetty.EmbeddedJettyFactory;

/** A small web app: visitors log in and read posts from a database. */
public class App {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final PebbleEngine TEMPLATES = new PebbleEngine.Builder().build();

    private final Database database;
    private final SignedCookie cookies;
    private final String password;

    App(Database database, SignedCookie cookies, String password) {
        this.database = database;
        this.cookies = cookies;
        this.password = password;
    }

    /** Starts the app on the port that the environment variable PORT names, or on 4567 without it. */
    public static void main(String[] args) {
        var port = System.getenv().getOrDefault("PORT", "4567");
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            exit("PORT must be a number from 1 to 65535, but it is \"" + port + "\".");
        }
        // Without JDBC_DATABASE_URL, as on your own machine, the database is the file sample.mv.db.
        // TRACE_LEVEL_FILE: H2 writes no file of its own about an error. DB_CLOSE_ON_EXIT: the app closes it.
        var file = "jdbc:h2:./sample;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE";
        var url = System.getenv().getOrDefault("JDBC_DATABASE_URL", file);
        if (!url.matches("jdbc:h2:.+|jdbc:postgresql:([^@%]|%\\p{XDigit}{2})+")) { // it holds a password: not printed
            exit("JDBC_DATABASE_URL must be like jdbc:postgresql://HOST:PORT/NAME?user=USER&password=PASSWORD,"
                    + " with %25 for a % and %40 for an @ in it.");
        }
        if (System.getenv("DYNO") != null && System.getenv("JDBC_DATABASE_URL") == null) { // Heroku sets DYNO
            LOG.warn("A dyno's disk is wiped at every restart, and the posts with it. Add a database that lasts:"
                    + " heroku addons:create heroku-postgresql:essential-0");
        }
        var password = System.getenv().getOrDefault("ADMIN_PASSWORD", "admin");
        var key = System.getenv().getOrDefault("SECRET_KEY", "" + UUID.randomUUID());
        if (password.isEmpty() || key.isEmpty() || (password + key).contains("\uFFFD")) { // U+FFFD: not readable
            exit("ADMIN_PASSWORD or SECRET_KEY is empty, or has characters that Java cannot read in this locale.");
        }
        if (System.getenv("DYNO") != null && System.getenv("SECRET_KEY") == null) {
            LOG.warn("Every restart ends all logins. Set a key: heroku config:set SECRET_KEY=$(openssl rand -hex 32)");
        }
        try {
            new App(new Database(url), new SignedCookie(key), password).start(Integer.parseInt(port));
        } catch (Throwable e) { // an Error, too, such as a library that is missing
            var reason = e.getMessage() + (e.getCause() == null ? "" : "\n" + rootCause(e));
            exit("Cannot start: " + reason.replaceAll("(?i)password=[^&\\s]*", "password=..."));
        }
        if (password.equals("admin")) {
            LOG.warn("Only this machine can visit the app. Set a password: heroku config:set ADMIN_PASSWORD=<yours>");
        }
        System.out.println("Listening on http://localhost:" + port());
    }

    /** Starts the web server on a port, 0 for any that is free, and returns when it is ready for requests. */
    void start(int port) {
        initExceptionHandler(e -> exit("Cannot listen on port " + port + ": " + rootCause(e)));
        port(port);
        ipAddress(password.equals("admin") ? "127.0.0.1" : "0.0.0.0"); // 0.0.0.0 is all addresses of the machine
        var server = new WebServer();
        EmbeddedServers.add(EmbeddedServers.defaultIdentifier(), new EmbeddedJettyFactory(server));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Graceful.shutdown(server).completeOnTimeout(null, 20, SECONDS).join(); // after 30, Heroku kills the process
            database.close();
        }));
        untrustForwardHeaders(); // anybody can send X-Forwarded-Host
        staticFiles.location("/static");
        staticFiles.header("X-Content-Type-Options", "nosniff");
        staticFiles.header("Cache-Control", "max-age=600"); // seconds

        before(Headers::add, this::readCookies);
        get("/", loginRequired(this::home));
        get("/welcome", (request, response) -> render(request, "welcome", Map.of()));
        get("/login", (request, response) -> render(request, "login", Map.of()));
        post("/login", this::login);
        get("/logout", loginRequired(this::logout));

        notFound((request, response) -> render(request, "error", Map.of("heading", "Page not found")));
        internalServerError((request, response) -> render(request, "error", Map.of("heading", "Something went wrong")));
        exception(ConnectionException.class, (e, request, response) -> {
            LOG.error("No connection to the database: " + rootCause(e));
            response.status(503);
            response.body(render(request, "error", Map.of("heading", "The database does not answer")));
        });
        exception(BadMessageException.class, (e, request, response) -> {
            response.status(e.getCode());
            response.body(render(request, "error", Map.of("heading", "Bad request")));
        });

        awaitInitialization();
    }

    /** Reads the cookies of a request: who is logged in, and which message the page shows. */
    private void readCookies(Request request, Response response) {
        request.attribute("username", cookies.read(request, "login"));
        var message = cookies.read(request, "flash");
        if (message != null) {
            request.attribute("messages", List.of(message));
            cookies.write(request, response, "flash", "", Duration.ZERO); // it is shown once
        }
    }

    private Object home(Request request, Response response) {
        return render(request, "index", Map.of("posts", database.newestPosts()));
    }

    private Object login(Request request, Response response) {
        var username = request.queryParams("username");
        var guess = request.queryParamOrDefault("password", "");
        if (!"admin".equals(username) || !SignedCookie.isEqual(guess, password)) {
            return render(request, "login", Map.of("error", "Invalid Credentials. Please try again."));
        }
        cookies.write(request, response, "login", username, Duration.ofHours(12));
        flash(request, response, "You were logged in.");
        response.redirect("/");
        return "";
    }

    private Object logout(Request request, Response response) {
        cookies.write(request, response, "login", "", Duration.ZERO);
        flash(request, response, "You were logged out.");
        response.redirect("/welcome");
        return "";
    }

    /** Wraps a route, so that it answers visitors who are logged in, and sends all others to the login page. */
    private Route loginRequired(Route route) {
        return (request, response) -> {
            if (isLoggedIn(request)) {
                return route.handle(request, response);
            }
            flash(request, response, "You need to login first.");
            response.redirect("/login");
            return "";
        };
    }

    private boolean isLoggedIn(Request request) {
        return request.attribute("username") != null;
    }

    /** Keeps a message for the next page that this visitor sees. */
    private void flash(Request request, Response response, String message) {
        cookies.write(request, response, "flash", message, Duration.ofMinutes(10));
    }

    /** Fills in the template of this name, with the messages that were kept for this visitor. */
    private String render(Request request, String name, Map<String, Object> values) {
        var model = new HashMap<>(values);
        model.put("loggedIn", isLoggedIn(request));
        model.put("messages", request.attribute("messages"));
        var page = new StringWriter();
        try {
            TEMPLATES.getTemplate("templates/" + name + ".html").evaluate(page, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    private static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
