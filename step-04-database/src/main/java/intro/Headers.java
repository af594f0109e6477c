package intro;

import spark.*;

/** Headers that tell browsers what is normal for this site, so that they refuse all else. */
class Headers {
    static void add(Request request, Response response) {
        // Scripts, styles and pictures are files of this site, forms go to it, and no site shows it in a frame.
        response.header("Content-Security-Policy", "default-src 'self'; form-action 'self'; frame-ancestors 'none'");
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        if (request.scheme().equals("https")) {
            response.header("Strict-Transport-Security", "max-age=31536000"); // seconds: nothing but https for a year
        }
    }
}
