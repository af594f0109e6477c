package steps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for the main page again and again, until a connection is refused. Written on bare sockets, because Java's HTTP
 * client quietly repeats requests that were not answered.
 */
class Visitor {
    private final CompletableFuture<Integer> answers = new CompletableFuture<>();
    private final int port;
    private final String request;
    private final boolean keepConnections;

    Visitor(int port, String session, boolean keepConnections) {
        this.port = port;
        this.keepConnections = keepConnections;
        request = "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + session + "\r\n"
                + (keepConnections ? "" : "Connection: close\r\n") + "\r\n";
        new Thread(this::visit).start();
    }

    /** How many answers there were; fails when a request was not answered, or not with 200. */
    int answersUntilRefused() {
        return answers.join();
    }

    private void visit() {
        var count = 0;
        try {
            while (true) {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    var in = new BufferedInputStream(socket.getInputStream());
                    do {
                        socket.getOutputStream().write(request.getBytes());
                        count++;
                    } while (readAnswer(in) && keepConnections);
                }
            }
        } catch (ConnectException e) {
            answers.complete(count);
        } catch (IOException | RuntimeException e) {
            answers.completeExceptionally(e);
        }
    }

    /** Reads an answer to its end, and returns whether the connection stays open. */
    private static boolean readAnswer(InputStream in) throws IOException {
        var status = readLine(in);
        if (!status.equals("HTTP/1.1 200 OK")) {
            throw new IOException(status);
        }
        var stays = true;
        var chunked = false;
        for (var header = readLine(in); !header.isEmpty(); header = readLine(in)) {
            stays &= !header.equalsIgnoreCase("Connection: close");
            chunked |= header.equalsIgnoreCase("Transfer-Encoding: chunked");
        }
        if (chunked) {
            // Each chunk has its length before it; the last one is empty.
            for (var length = -1; length != 0; ) {
                length = Integer.parseInt(readLine(in), 16);
                if (in.readNBytes(length).length < length) {
                    throw new EOFException("in the middle of a page");
                }
                readLine(in);
            }
        } else if (!new String(in.readAllBytes(), UTF_8).strip().endsWith("</html>")) {
            throw new EOFException("in the middle of a page");
        }
        return stays;
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var character = in.read(); character != '\n'; character = in.read()) {
            if (character < 0) {
                throw new EOFException("instead of an answer");
            }
            line.append((char) character);
        }
        return line.toString().strip();
    }
}
