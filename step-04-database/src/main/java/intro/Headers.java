package intro;

import spark.*;

/** Headers that tell browsers what the pages of this site never do, so that nobody else can make them do it. */
class Headers {
    static void add(Request request, Response response) {
        // No scripts, styles or pictures of other sites or inside of a page, and no page inside of another site's.
        response.header("Content-Security-Policy", "default-src 'self'; form-action 'self'; frame-ancestors 'none'");
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        if (request.scheme().equals("https")) {
            response.header("Strict-Transport-Security", "max-age=31536000"); // seconds: nothing but https for a year
        }
    }
}
