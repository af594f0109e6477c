package intro;

import static spark.Spark.*;

import io.pebbletemplates.pebble.PebbleEngine;
import java.io.*;
import java.util.*;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.*;
import spark.*;

/** A small web app: visitors log in and read posts from a database. */
public class App {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final PebbleEngine TEMPLATES = new PebbleEngine.Builder().build();

    private final Database database;

    App(Database database) {
        this.database = database;
    }

    /** Starts the app on the port that the environment variable PORT names, or on 4567 without it. */
    public static void main(String[] args) {
        var port = System.getenv().getOrDefault("PORT", "4567");
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            exit("PORT must be a number from 1 to 65535, but it is \"" + port + "\".");
        }
        // Without JDBC_DATABASE_URL, as on your own machine, the database is the file sample.mv.db.
        // TRACE_LEVEL_FILE: H2 writes no file of its own about an error.
        var url = System.getenv().getOrDefault("JDBC_DATABASE_URL", "jdbc:h2:./sample;TRACE_LEVEL_FILE=0");
        if (!url.matches("jdbc:h2:.+|jdbc:postgresql:([^@%]|%\\p{XDigit}{2})+")) { // it holds a password: not printed
            exit("JDBC_DATABASE_URL must be like jdbc:postgresql://HOST:PORT/NAME?user=USER&password=PASSWORD,"
                    + " with %25 for a % and %40 for an @ in it.");
        }
        if (System.getenv("DYNO") != null && System.getenv("JDBC_DATABASE_URL") == null) { // Heroku sets DYNO
            LOG.warn("A dyno's disk is wiped at every restart, and the posts with it. Add a database that lasts:"
                    + " heroku addons:create heroku-postgresql:essential-0");
        }
        try {
            new App(new Database(url)).start(Integer.parseInt(port));
        } catch (Throwable e) { // an Error, too, such as a library that is missing
            var reason = e.getMessage() + (e.getCause() == null ? "" : "\n" + rootCause(e));
            exit("Cannot start: " + reason.replaceAll("(?i)password=[^&\\s]*", "password=..."));
        }
        System.out.println("Listening on http://localhost:" + port());
    }

    /** Starts the web server on a port, 0 for any that is free, and returns when it is ready for requests. */
    void start(int port) {
        initExceptionHandler(e -> exit("Cannot listen on port " + port + ": " + rootCause(e)));
        port(port);
        staticFiles.location("/static");

        get("/", loginRequired(this::home));
        get("/welcome", (request, response) -> render(request, "welcome", Map.of()));
        get("/login", (request, response) -> render(request, "login", Map.of()));
        post("/login", this::login);
        get("/logout", loginRequired(this::logout));

        notFound((request, response) -> render(request, "error", Map.of("heading", "Page not found")));
        internalServerError((request, response) -> render(request, "error", Map.of("heading", "Something went wrong")));
        exception(BadMessageException.class, (e, request, response) -> {
            response.status(e.getCode());
            response.body(render(request, "error", Map.of("heading", "Bad request")));
        });

        awaitInitialization();
    }

    private Object home(Request request, Response response) {
        return render(request, "index", Map.of("posts", database.newestPosts()));
    }

    private Object login(Request request, Response response) {
        var username = request.queryParams("username");
        var password = request.queryParams("password");
        if (!"admin".equals(username) || !"admin".equals(password)) {
            return render(request, "login", Map.of("error", "Invalid Credentials. Please try again."));
        }
        request.session().invalidate(); // an id that somebody saw before the login is worth nothing after it
        request.session().maxInactiveInterval(30 * 60); // seconds without a visit; Jetty would keep it for ever
        request.session().attribute("loggedIn", true);
        flash(request, "You were logged in.");
        response.redirect("/");
        return "";
    }

    private Object logout(Request request, Response response) {
        request.session().removeAttribute("loggedIn");
        flash(request, "You were logged out.");
        response.redirect("/welcome");
        return "";
    }

    /** Wraps a route, so that it answers visitors who are logged in, and sends all others to the login page. */
    private Route loginRequired(Route route) {
        return (request, response) -> {
            if (isLoggedIn(request)) {
                return route.handle(request, response);
            }
            flash(request, "You need to login first.");
            request.session().maxInactiveInterval(5 * 60); // long enough to log in
            response.redirect("/login");
            return "";
        };
    }

    private boolean isLoggedIn(Request request) {
        // session(false): a visitor who has no session is not given one for the question alone
        return request.session(false) != null && request.session().attribute("loggedIn") != null;
    }

    /** Keeps a message for the next page that this visitor sees. */
    private void flash(Request request, String message) {
        List<String> messages = request.session().attribute("messages");
        messages = messages == null ? new ArrayList<>() : messages;
        messages.add(message);
        request.session().attribute("messages", messages);
    }

    /** Fills in the template of this name, with the messages that were kept for this visitor. */
    private String render(Request request, String name, Map<String, Object> values) {
        var model = new HashMap<>(values);
        model.put("loggedIn", isLoggedIn(request));
        if (request.session(false) != null) {
            model.put("messages", request.session().attribute("messages"));
            request.session().removeAttribute("messages"); // each is shown once
        }
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
