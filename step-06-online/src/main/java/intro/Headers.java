package intro;

import spark.*;

/** Tells browsers how to protect visitors, and sends visitors who came to Heroku's router by http to https. */
class Headers {
    static void add(Request request, Response response) {
        // Scripts, styles and images are files of this site, forms go to it, and no site shows it in a frame.
        var policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        response.header("Content-Security-Policy", policy);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        response.header("Cache-Control", "no-store");
        if (isHttps(request)) {
            response.header("Strict-Transport-Security", "max-age=31536000"); // seconds: a year
        }
        if ("http".equals(request.headers("X-Forwarded-Proto"))) {
            var query = request.queryString() == null ? "" : "?" + request.queryString();
            response.redirect("https://" + request.raw().getServerName() + request.uri() + query);
            Spark.halt();
        }
    }

    /** Whether the visitor came by https. Heroku's router tells: between it and the app there is http alone. */
    static boolean isHttps(Request request) {
        return "https".equals(request.headers("X-Forwarded-Proto"));
    }
}
