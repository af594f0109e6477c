package intro;

import static java.util.stream.Collectors.joining;
import static spark.Spark.*;

import io.pebbletemplates.pebble.PebbleEngine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.BadMessageException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import spark.Request;
import spark.Response;
import spark.Route;
import spark.embeddedserver.EmbeddedServers;
import spark.embeddedserver.jetty.EmbeddedJettyFactory;

/** A small web app: visitors log in and read posts from a database. */
public class App {
    /** Heroku sets the environment variable DYNO, to "web.1" or the like. */
    static final boolean ON_A_DYNO = System.getenv("DYNO") != null;

    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final PebbleEngine TEMPLATES = new PebbleEngine.Builder().build();

    /** Starts the app on the port that the environment variable PORT names, or on 4567 without it. */
    public static void main(String[] args) {
        var port = System.getenv().getOrDefault("PORT", "4567");
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
            exit("PORT must be a number from 1 to 65535, but it is \"" + port + "\".");
        }
        var password = Password.fromEnvironment();
        if (password.isMissing()) {
            LOG.warn(Password.MISSING);
        }
        var database = new Database(databaseUrl());
        start(Integer.parseInt(port), database, password);
        try {
            database.awaitOpening();
        } catch (CompletionException e) {
            exit("Cannot open the database: " + oneLine(e.getCause()));
        }
        System.out.println("Listening on http://localhost:" + port());
    }

    /** Starts the web server on a port, 0 for any that is free, and returns when it is ready for requests. */
    static void start(int port, Database database, Password password) {
        initExceptionHandler(e -> exit("Cannot listen on port " + port + " (is it in use?): " + e.getMessage()));
        port(port);
        EmbeddedServers.add(EmbeddedServers.defaultIdentifier(), new EmbeddedJettyFactory(new WebServer(database)));
        staticFiles.location("/static");
        staticFiles.header("X-Content-Type-Options", "nosniff");

        before(Headers::add);
        before((request, response) -> {
            if (request.session(false) == null) {
                database.check(); // is there no session, or is the database away that has it?
            }
        });
        get("/", loginRequired((request, response) -> home(request, database)));
        get("/welcome", App::welcome);
        get("/login", (request, response) -> loginForm(request, password));
        post("/login", (request, response) -> login(request, response, password));
        get("/logout", loginRequired(App::logout));

        notFound((request, response) -> render(request, "error", Map.of("heading", "Page not found")));
        internalServerError((request, response) -> render(request, "error", Map.of("heading", "Something went wrong")));
        exception(JdbiException.class, (e, request, response) -> {
            LOG.error("The database is away: {}", oneLine(e));
            response.status(503);
            response.body(render(request, "error", Map.of("heading", "The database is away")));
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

    private static Object welcome(Request request, Response response) {
        return render(request, "welcome", Map.of());
    }

    private static Object loginForm(Request request, Password password) {
        return render(request, "login", password.isMissing() ? Map.of("error", Password.MISSING) : Map.of());
    }

    private static Object login(Request request, Response response, Password password) {
        if (!"admin".equals(request.queryParams("username")) || !password.matches(request.queryParams("password"))) {
            return render(request, "login", Map.of("error", "Invalid Credentials. Please try again."));
        }
        request.session().invalidate(); // an id that somebody saw before the login is worth nothing after it
        request.session().attribute("loggedIn", true);
        flash(request, "You were logged in.");
        response.redirect("/");
        return null;
    }

    private static Object logout(Request request, Response response) {
        request.session().removeAttribute("loggedIn");
        flash(request, "You were logged out.");
        response.redirect("/welcome");
        return null;
    }

    /** Wraps a route, so that it answers visitors who are logged in, and sends all others to the login page. */
    private static Route loginRequired(Route route) {
        return (request, response) -> {
            if (isLoggedIn(request)) {
                return route.handle(request, response);
            }
            flash(request, "You need to login first.");
            response.redirect("/login");
            return null;
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

    /** Heroku's Postgres, whose address is in JDBC_DATABASE_URL, or without one the file sample.mv.db. */
    private static String databaseUrl() {
        var url = System.getenv("JDBC_DATABASE_URL");
        if (url == null && ON_A_DYNO) {
            LOG.warn("This dyno's disk is wiped at every restart, and the posts with it. Add a database that lasts:"
                    + " heroku addons:create heroku-postgresql:essential-0");
        }
        if (url == null) {
            // Changes are on the disk after 50 ms, and the file stays open until the last visitor is answered.
            return "jdbc:h2:./sample;WRITE_DELAY=50;DB_CLOSE_ON_EXIT=FALSE";
        }
        if (!url.startsWith("jdbc:")) {
            exit("JDBC_DATABASE_URL must begin with \"jdbc:\"."); // it holds a password, so it is not printed
        }
        return url;
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .filter(line -> !line.startsWith("---"))
                .limit(4)
                .collect(joining(" "));
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
