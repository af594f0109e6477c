package reader;

import static org.junit.jupiter.api.Assertions.*;

import java.util.*;
import kit.Kit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.json.Json;

/** What Heroku allows in app.json: https://devcenter.heroku.com/articles/app-json-schema. */
class AppJsonTest {
    private static final List<String> KEYS =
            List.of(("addons buildpacks description env environments formation keywords"
                            + " logo name repository scripts stack success_url website")
                    .split(" "));

    static List<String> files() {
        return Kit.files(Kit.ROOT).stream()
                .map(Object::toString)
                .filter(file -> file.endsWith("app.json"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void herokuKnowsWhatIsInIt(String file) {
        Map<String, Object> app = new Json().toType(Kit.read(Kit.ROOT.resolve(file)), Json.MAP_TYPE);
        assertKnown(KEYS, app, file);
        var name = (String) app.get("name");
        assertTrue(name.length() <= 30, () -> file + ": the name \"" + name + "\" has more than 30 characters");
        ((Map<?, ?>) app.get("env")).forEach((variable, value) -> {
            var place = file + ": " + variable;
            assertTrue(HerokuCommands.isRead("" + variable), () -> place + " is read by no step");
            var settings = (Map<?, ?>) value;
            assertKnown(List.of("description", "generator", "required", "value"), settings, place);
            if (settings.containsKey("generator")) {
                assertEquals("secret", settings.get("generator"), () -> place + ": the one generator that Heroku has");
            }
        });
    }

    private static void assertKnown(List<String> keys, Map<?, ?> map, String place) {
        for (var key : map.keySet()) {
            assertTrue(keys.contains(key), () -> place + " has \"" + key + "\", but may only have " + keys);
        }
    }
}
