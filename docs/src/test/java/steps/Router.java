package steps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends requests to two dynos in turn, as Heroku's router may. A dyno that refuses the connection is passed over. */
class Router implements AutoCloseable {
    private final HttpClient dynos = HttpClient.newHttpClient();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Integer> ports;

    Router(int... ports) throws IOException {
        this.ports = Arrays.stream(ports).boxed().toList();
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/", this::pass);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                var response = send(exchange, exchange.getRequestBody().readAllBytes(), requests.getAndIncrement(), 2);
                for (var name : List.of("Set-Cookie", "Location", "Content-Type")) {
                    response.headers()
                            .allValues(name)
                            .forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
                var body = response.body();
                exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } catch (IOException | InterruptedException e) {
                exchange.sendResponseHeaders(502, -1);
            }
        }
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body, int dyno, int tries)
            throws IOException, InterruptedException {
        var port = ports.get(dyno % ports.size());
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + exchange.getRequestURI()));
        for (var name : List.of("Cookie", "Content-Type")) {
            if (exchange.getRequestHeaders().containsKey(name)) {
                request.header(
                        name, String.join("; ", exchange.getRequestHeaders().get(name)));
            }
        }
        try {
            var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
            return dynos.send(
                    request.method(exchange.getRequestMethod(), publisher).build(), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            if (tries == 1) {
                throw e;
            }
            return send(exchange, body, dyno + 1, tries - 1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
