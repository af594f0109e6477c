package steps;

import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
import kit.*;

/** An app, running in a folder of its own, and a visitor who has no cookies and follows no redirects. */
class RunningApp implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    Process process;
    int port;
    private final Path log;

    /** Starts an app in an empty folder, with these environment variables. */
    RunningApp(App app, Map<String, String> environment) throws Exception {
        this(Kit.emptyFolder("app"), environment, command(app));
    }

    /** Starts an app with a command, and waits until it says that it listens. */
    RunningApp(Path folder, Map<String, String> environment, List<String> words) throws Exception {
        log = Files.createTempFile(folder, "console", ".txt");
        var withPort = new HashMap<>(environment);
        do {
            port = Command.freePort();
            withPort.put("PORT", "" + port);
            process = Command.start(folder, withPort, words, log);
            try {
                Background.await(
                        5, () -> !process.isAlive() || console().contains("Listening on http://localhost:" + port));
            } catch (AssertionError e) {
                Command.kill(process);
                throw e;
            }
        } while (console().contains("Cannot listen on port")); // another program was quicker
        if (!process.isAlive()) {
            throw new IllegalStateException("The app does not start: " + console());
        }
    }

    /** The command that starts an app, after its build. */
    static List<String> command(App app) {
        return Command.javaWords("-jar", Kit.jar(app));
    }

    /** The command that starts a step with one more migration, which lies in a folder. */
    static List<String> withMigration(Step step, Path folder, String sql) throws IOException {
        var migrations = Files.createDirectories(folder.resolve("db/migration"));
        Files.writeString(migrations.resolve("V3__more.sql"), sql);
        return Command.javaWords("-cp", folder + File.pathSeparator + Kit.jar(step), "intro.App");
    }

    /** All that the app has printed so far. */
    String console() throws IOException {
        return Files.readString(log);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder().GET(), path, headers);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        var request = HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(form));
        return send(request.header("Content-Type", "application/x-www-form-urlencoded"), path, headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(
                request.uri(URI.create("http://localhost:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Logs in with the password "admin", and returns the cookies, as the header "Cookie" wants them. */
    String login() throws Exception {
        return cookies(post("/login", "username=admin&password=admin"));
    }

    /** What a browser would send back of a response's cookies. */
    static String cookies(HttpResponse<String> response) {
        return String.join(
                "; ",
                response.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.split(";")[0])
                        .toList());
    }

    /** Whether the app accepts connections to an address of this machine, such as "localhost". */
    boolean accepts(String address) throws IOException {
        try (var socket = new Socket(address, port)) {
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Asks the app to end, as Heroku does, and returns its exit status: 128 + 15, the number of SIGTERM. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            Command.kill(process);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
