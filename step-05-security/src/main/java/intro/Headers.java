package intro;

import spark.*;

/** Tells browsers to trust this site alone, and sends visitors who came to Heroku's router by http to https. */
class Headers {
    static void add(Request request, Response response) {
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

    static boolean isHttps(Request request) {
        return "https".equals(request.headers("X-Forwarded-Proto")); // set by Heroku's router, which itself sends http
    }
}
