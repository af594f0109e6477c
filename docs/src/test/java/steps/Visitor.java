package steps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for the main page again and again, each time with a new connection, until one is refused. Written on bare
 * sockets, because Java's HTTP client quietly repeats requests that were not answered.
 */
class Visitor {
    private final AtomicInteger answers = new AtomicInteger();
    private final CompletableFuture<Void> end;

    Visitor(int port, String cookies) {
        var request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + cookies + "\r\n\r\n";
        end = Background.run(() -> {
            while (visit(port, request)) {
                answers.incrementAndGet();
            }
            return null;
        });
    }

    int answers() {
        return answers.get();
    }

    /** Fails when an answer was incomplete, or not 200. */
    void awaitRefusal() {
        end.join();
    }

    /** Returns whether the connection was accepted. */
    private static boolean visit(int port, String request) throws IOException {
        String answer;
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(request.getBytes());
            answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (SocketException e) {
            return false; // refused, or still waiting to be accepted when the listening socket was closed
        }
        if (!answer.startsWith("HTTP/1.1 200 OK") || !answer.contains("</html>")) {
            throw new IOException("Not an answer: " + answer);
        }
        return true;
    }
}
