package intro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** The admin's password, "" when there is none: then nobody can log in. */
class Password {
    static final String MISSING =
            "Nobody can log in before there is a password. Set one: heroku config:set ADMIN_PASSWORD=...";

    private final String value;

    Password(String value) {
        this.value = value;
    }

    /** From ADMIN_PASSWORD. Without it: "admin" on your own machine, and none on a dyno, which anybody can reach. */
    static Password fromEnvironment() {
        return new Password(System.getenv().getOrDefault("ADMIN_PASSWORD", App.ON_A_DYNO ? "" : "admin"));
    }

    boolean isMissing() {
        return value.isEmpty();
    }

    /** Takes the same time for a guess that is nearly right and for one that is not, so that the time tells nothing. */
    boolean matches(String guess) {
        return !isMissing() && guess != null && MessageDigest.isEqual(value.getBytes(UTF_8), guess.getBytes(UTF_8));
    }
}
