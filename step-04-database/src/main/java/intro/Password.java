package intro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** The admin's password: ADMIN_PASSWORD, or "admin" without it. On a dyno, which all can reach, there must be one. */
class Password {
    /** Is "" when there is none: then nobody can log in. */
    static String value = System.getenv().getOrDefault("ADMIN_PASSWORD", App.ON_A_DYNO ? "" : "admin");

    /** What to do when there is none, else "". */
    static final String WARNING =
            value.isEmpty() ? "Nobody can log in without a password: heroku config:set ADMIN_PASSWORD=..." : "";

    /** Takes the same time for a guess that is nearly right and for one that is not, so that the time tells nothing. */
    static boolean matches(String guess) {
        return !value.isEmpty() && guess != null && MessageDigest.isEqual(value.getBytes(UTF_8), guess.getBytes(UTF_8));
    }
}
