package intro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.security.MessageDigest.isEqual;
import static spark.Spark.*;

import io.pebbletemplates.pebble.PebbleEngine;
import java.io.*;
import java.time.Duration;
import java.util.*;
import org.eclipse.jetty.http.BadMessageException;
import org.jdbi.v3.core.ConnectionException;
import org.slf4j.*;
import spark.*;
import spark.embeddedserver.EmbeddedServers;
import spark.embeddedserver.jetty.EmbeddedJettyFactory;

/** A small web app: visitors log in and read posts from a database. */
public class App {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final PebbleEngine TEMPLATES = new PebbleEngine.Builder().build();
    private static final SignedCookie COOKIE = new SignedCookie(secret("SECRET_KEY", "" + UUID.randomUUID()));

    /** Starts the app on the port that the environment variable PORT names, or on 4567 without it. */
    public static void main(String[] args) {
        var port = System.getenv().getOrDefault("PORT", "4567");
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            exit("PORT must be a number from 1 to 65535, but it is \"" + port + "\".");
        }
        // Without JDBC_DATABASE_URL, as on your own machine, the database is the file sample.mv.db.
        var url = System.getenv().getOrDefault("JDBC_DATABASE_URL", "jdbc:h2:./sample;DB_CLOSE_ON_EXIT=FALSE");
        if (!url.matches("jdbc:(h2|postgresql):.*")) { // it holds a password, so it is not printed
            exit("JDBC_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:");
        }
        if (System.getenv("DYNO") != null && url.startsWith("jdbc:h2:")) { // Heroku sets DYNO on its dynos
            LOG.warn("A dyno's disk is wiped at every restart, and the posts with it. Add a database that lasts:"
                    + " heroku addons:create heroku-postgresql:essential-0");
        }
        if (System.getenv("DYNO") != null && System.getenv("SECRET_KEY") == null) {
            LOG.warn("Every restart logs everybody out. Set a key that stays: heroku config:set SECRET_KEY=...");
        }
        var password = secret("ADMIN_PASSWORD", "admin");
        Database database = null;
        try {
            database = new Database(url);
        } catch (Throwable e) { // an Error, too, such as a library that is missing
            exit("Cannot open the database: " + e.toString().replaceAll("(\\s|---+)+", " "));
        }
        start(Integer.parseInt(port), database, password);
        if (password.equals("admin")) {
            LOG.warn("Only this machine can visit the app. Set a password: heroku config:set ADMIN_PASSWORD=...");
        }
        System.out.println("Listening on http://localhost:" + port());
    }

    private static String secret(String name, String otherwise) {
        var value = System.getenv().getOrDefault(name, otherwise);
        if (value.isEmpty() || value.contains("\uFFFD")) { // U+FFFD stands for bytes that are no character
            exit(name + " is empty, or has characters that Java cannot read in this locale.");
        }
        return value;
    }

    /** Starts the web server on a port, 0 for any that is free, and returns when it is ready for requests. */
    static void start(int port, Database database, String password) {
        initExceptionHandler(e -> exit("Cannot listen on port " + port + " (is it in use?): " + e.getMessage()));
        port(port);
        ipAddress(password.equals("admin") ? "127.0.0.1" : "0.0.0.0"); // 0.0.0.0 is all addresses of the machine
        EmbeddedServers.add(EmbeddedServers.defaultIdentifier(), new EmbeddedJettyFactory(new WebServer(database)));
        staticFiles.location("/static");
        staticFiles.header("X-Content-Type-Options", "nosniff");

        before(Headers::add);
        afterAfter((request, response) -> { // a page has shown the message; a redirect has not, and is sent already
            if (COOKIE.read(request, "flash") != null && !response.raw().isCommitted()) {
                COOKIE.write(request, response, "flash", "", Duration.ZERO);
            }
        });
        get("/", loginRequired((request, response) -> home(request, database)));
        get("/welcome", (request, response) -> render(request, "welcome", Map.of()));
        get("/login", (request, response) -> render(request, "login", Map.of()));
        post("/login", (request, response) -> login(request, response, password));
        get("/logout", loginRequired(App::logout));

        notFound((request, response) -> render(request, "error", Map.of("heading", "Page not found")));
        internalServerError((request, response) -> render(request, "error", Map.of("heading", "Something went wrong")));
        exception(ConnectionException.class, (e, request, response) -> {
            LOG.error("No connection to the database: {}", e.getCause().getMessage());
            response.status(503);
            response.body(render(request, "error", Map.of("heading", "The database does not answer")));
        });
        exception(BadMessageException.class, (e, request, response) -> {
            response.status(e.getCode());
            response.body(render(request, "error", Map.of("heading", "Bad request")));
        });

        awaitInitialization();
    }

    private static Object home(Request request, Database database) {
        return render(request, "index", Map.of("posts", database.newestPosts()));
    }

    private static Object login(Request request, Response response, String password) {
        var username = request.queryParams("username");
        var guess = request.queryParamOrDefault("password", "");
        if (!"admin".equals(username) || !isEqual(password.getBytes(UTF_8), guess.getBytes(UTF_8))) {
            return render(request, "login", Map.of("error", "Invalid Credentials. Please try again."));
        }
        COOKIE.write(request, response, "login", username, Duration.ofHours(12));
        flash(request, response, "You were logged in.");
        response.redirect("/");
        return "";
    }

    private static Object logout(Request request, Response response) {
        COOKIE.write(request, response, "login", "", Duration.ZERO);
        flash(request, response, "You were logged out.");
        response.redirect("/welcome");
        return "";
    }

    /** Wraps a route, so that it answers visitors who are logged in, and sends all others to the login page. */
    private static Route loginRequired(Route route) {
        return (request, response) -> {
            if (isLoggedIn(request)) {
                return route.handle(request, response);
            }
            flash(request, response, "You need to login first.");
            response.redirect("/login");
            return "";
        };
    }

    private static boolean isLoggedIn(Request request) {
        return COOKIE.read(request, "login") != null;
    }

    /** Keeps a message for the next page that this visitor sees. */
    private static void flash(Request request, Response response, String message) {
        COOKIE.write(request, response, "flash", message, Duration.ofMinutes(10));
    }

    /** Fills in the template of this name, with the messages that were kept for this visitor. */
    private static String render(Request request, String name, Map<String, Object> values) {
        var model = new HashMap<>(values);
        model.put("loggedIn", isLoggedIn(request));
        var message = COOKIE.read(request, "flash");
        model.put("messages", message == null ? List.of() : List.of(message));
        var page = new StringWriter();
        try {
            TEMPLATES.getTemplate("templates/" + name + ".html").evaluate(page, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
