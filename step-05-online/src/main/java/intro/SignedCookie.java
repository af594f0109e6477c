package intro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.security.MessageDigest.isEqual;

import java.net.*;
import java.security.GeneralSecurityException;
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

    /** Adds a cookie to a response, which must not be sent yet. With a life of zero, the browser deletes the cookie. */
    void write(Request request, Response response, String name, String value, Duration life) {
        var content = (System.currentTimeMillis() + life.toMillis()) + "." + URLEncoder.encode(value, UTF_8);
        var cookie = name + "=" + sign(name + "." + content) + "." + content + "; Max-Age=" + life.toSeconds()
                + "; Path=/; HttpOnly; SameSite=Lax" + (request.scheme().equals("https") ? "; Secure" : "");
        response.raw().addHeader("Set-Cookie", cookie);
    }

    /** Returns the value of a cookie, or null when it is missing, too old, or not signed with the key. */
    String read(Request request, String name) {
        var parts = String.valueOf(request.cookie(name)).split("\\.", 2); // signature and content
        if (parts.length < 2 || !isEqual(sign(name + "." + parts[1]).getBytes(UTF_8), parts[0].getBytes(UTF_8))) {
            return null;
        }
        var content = parts[1].split("\\.", 2); // end of its life, in milliseconds since 1970, and value
        return Long.parseLong(content[0]) <= System.currentTimeMillis() ? null : URLDecoder.decode(content[1], UTF_8);
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
