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

    /** Starts the app on the port that the environment variable PORT names, or on 4567 without it. */
    public static void main(String[] args) {
        var port = System.getenv().getOrDefault("PORT", "4567");
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
            exit("PORT must be a number from 1 to 65535, but it is \"" + port + "\".");
        }
        // Without JDBC_DATABASE_URL, as on your own machine, the database is the file sample.mv.db.
        var url = System.getenv().getOrDefault("JDBC_DATABASE_URL", "jdbc:h2:./sample");
        if (!url.matches("jdbc:(h2|postgresql):.*")) { // it holds a password, so it is not printed
            exit("JDBC_DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:");
        }
        if (System.getenv("DYNO") != null && url.startsWith("jdbc:h2:")) { // Heroku sets DYNO on its dynos
            LOG.warn("A dyno's disk is wiped at every restart, and the posts with it. Add a database that lasts:"
                    + " heroku addons:create heroku-postgresql:essential-0");
        }
        Database database = null;
        try {
            database = new Database(url);
        } catch (Throwable e) { // an Error, too, such as a library that is missing
            exit("Cannot open the database: " + e.toString().replaceAll("(\\s|---+)+", " "));
        }
        start(Integer.parseInt(port), database);
        System.out.println("Listening on http://localhost:" + port());
    }

    /** Starts the web server on a port, 0 for any that is free, and returns when it is ready for requests. */
    static void start(int port, Database database) {
        initExceptionHandler(e -> exit("Cannot listen on port " + port + " (is it in use?): " + e.getMessage()));
        port(port);
        staticFiles.location("/static");

        get("/", loginRequired((request, response) -> home(request, database)));
        get("/welcome", (request, response) -> render(request, "welcome", Map.of()));
        get("/login", (request, response) -> render(request, "login", Map.of()));
        post("/login", App::login);
        get("/logout", loginRequired(App::logout));

        notFound((request, response) -> render(request, "error", Map.of("heading", "Page not found")));
        internalServerError((request, response) -> render(request, "error", Map.of("heading", "Something went wrong")));
        exception(BadMessageException.class, (e, request, response) -> {
            response.status(e.getCode());
            response.body(render(request, "error", Map.of("heading", "Bad request")));
        });

        awaitInitialization();
    }

    private static Object home(Request request, Database database) {
        return render(request, "index", Map.of("posts", database.newestPosts()));
    }

    private static Object login(Request request, Response response) {
        var username = request.queryParams("username");
        var password = request.queryParams("password");
        if (!"admin".equals(username) || !"admin".equals(password)) {
            return render(request, "login", Map.of("error", "Invalid Credentials. Please try again."));
        }
        request.session().invalidate(); // an id that somebody saw before the login is worth nothing after it
        request.session().attribute("loggedIn", true);
        flash(request, "You were logged in.");
        response.redirect("/");
        return "";
    }

    private static Object logout(Request request, Response response) {
        request.session().removeAttribute("loggedIn");
        flash(request, "You were logged out.");
        response.redirect("/welcome");
        return "";
    }

    /** Wraps a route, so that it answers visitors who are logged in, and sends all others to the login page. */
    private static Route loginRequired(Route route) {
        return (request, response) -> {
            if (isLoggedIn(request)) {
                return route.handle(request, response);
            }
            flash(request, "You need to login first.");
            response.redirect("/login");
            return "";
        };
    }

    private static boolean isLoggedIn(Request request) {
        // session(false): a visitor who has no session is not given one for the question alone
        return request.session(false) != null && request.session().attribute("loggedIn") != null;
    }

    /** Keeps a message for the next page that this visitor sees. */
    private static void flash(Request request, String message) {
        List<String> messages = request.session().attribute("messages");
        messages = messages == null ? new ArrayList<>() : messages;
        messages.add(message);
        request.session().attribute("messages", messages);
        request.session().maxInactiveInterval(30 * 60); // seconds without a visit; Jetty would keep it for ever
    }

    /** Fills in the template of this name, with the messages that were kept for this visitor. */
    private static String render(Request request, String name, Map<String, Object> values) {
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

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
