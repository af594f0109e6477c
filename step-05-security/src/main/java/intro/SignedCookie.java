package intro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.*;
import java.security.*;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import spark.*;

/** Cookies with a signature: everybody can read them, nobody can make or change one without the key. */
class SignedCookie {
    private final SecretKeySpec key;

    SignedCookie(String key) {
        this.key = new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256");
    }

    /** Adds a cookie to a response that is not sent yet. With a life of zero, the browser deletes the cookie. */
    void write(Request request, Response response, String name, String value, Duration life) {
        var content = (System.currentTimeMillis() + life.toMillis()) + "." + URLEncoder.encode(value, UTF_8);
        var cookie = name + "=" + sign(name + "." + content) + "." + content + "; Max-Age=" + life.toSeconds();
        var secure = Headers.isHttps(request) ? "; Secure" : "";
        response.raw().addHeader("Set-Cookie", cookie + "; Path=/; HttpOnly; SameSite=Lax" + secure);
    }

    /** Returns the value of a cookie, or null when it is missing, too old, or not signed with the key. */
    String read(Request request, String name) {
        var parts = String.valueOf(request.cookie(name)).split("\\.", 3); // signature, end of its life, value
        try {
            var isSigned = parts.length == 3 && isEqual(parts[0], sign(name + "." + parts[1] + "." + parts[2]));
            var isAlive = isSigned && Long.parseLong(parts[1]) > System.currentTimeMillis();
            return isAlive ? URLDecoder.decode(parts[2], UTF_8) : null;
        } catch (IllegalArgumentException e) { // written by another version of the app, in another format
            return null;
        }
    }

    /** Compares in a time that does not depend on where the texts differ. */
    static boolean isEqual(String text, String other) {
        return MessageDigest.isEqual(text.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private String sign(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
