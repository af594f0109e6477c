package steps;

import docs.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A step's app, running in a folder of its own, and a visitor who has no cookies and follows no redirects. */
class RunningApp implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final int port;
    private final Path log;
    private final Process process;

    /** Starts the jar of a built step, and waits until it says that it listens. */
    RunningApp(Path jar, Path folder) throws Exception {
        this(folder, Map.of(), List.of(Command.JAVA, "-jar", jar.toString()));
    }

    /** Starts an app with a command, in an environment that has more than a port. */
    RunningApp(Path folder, Map<String, String> environment, List<String> words) throws Exception {
        this(folder, freePort(), environment, words);
    }

    RunningApp(Path folder, int port, Map<String, String> environment, List<String> words) throws Exception {
        this.port = port;
        log = Files.createTempFile(folder, "console", ".txt");
        var withPort = new HashMap<>(environment);
        withPort.put("PORT", "" + port);
        process = Command.start(folder, withPort, words, log);
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!console().contains("Listening on http://localhost:" + port)) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                process.destroyForcibly();
                throw new IllegalStateException("The app does not start: " + console());
            }
            Thread.sleep(20);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
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

    /** Logs in, and returns the session's cookie. */
    String login() throws Exception {
        var response = post("/login", "username=admin&password=admin");
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    /** Asks the app to end, as Heroku does, and returns its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(10, TimeUnit.SECONDS)
                ? process.exitValue()
                : process.destroyForcibly().waitFor();
    }

    /** Ends the app without asking it, as Heroku does after 30 seconds. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
