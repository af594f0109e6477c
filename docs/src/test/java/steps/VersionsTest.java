package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import docs.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Everything is pinned, and the same everywhere: no two poms name different versions of a library or plugin. */
class VersionsTest {
    private static final String EE10 = "org.eclipse.jetty.ee10:jetty-ee10-bom";

    @Test
    void allPomsAgree() throws IOException {
        var versions = new TreeMap<String, TreeSet<String>>();
        for (var pom : poms()) {
            assertFalse(Files.readString(pom).contains("<parent>"), () -> pom + " is no whole project");
            for (var element :
                    Jsoup.parse(Files.readString(pom), Parser.xmlParser()).select("dependency, plugin")) {
                var version = element.select("> version").text();
                assertTrue(version.matches("[0-9].*"), () -> pom + " does not pin " + element);
                var name = element.select("> groupId").text() + ":"
                        + element.select("> artifactId").text();
                versions.computeIfAbsent(name, key -> new TreeSet<>()).add(version);
            }
        }
        // Jetty's two lists of versions belong together. Steps 1 to 4 keep the line that Spark needs.
        assertTrue(versions.get("org.eclipse.jetty:jetty-bom").containsAll(versions.get(EE10)), versions::toString);
        versions.values().removeIf(distinct -> distinct.size() == 1);
        assertEquals(Set.of("org.eclipse.jetty:jetty-bom"), versions.keySet(), "versions that differ between the poms");
        assertEquals(2, versions.get("org.eclipse.jetty:jetty-bom").size());
    }

    /** Step 5 differs from the others in its web server alone. */
    @Test
    void onlyTheLastStepHasAnotherWebServer() throws IOException {
        for (var step : Kit.STEPS) {
            var pom = Files.readString(Kit.ROOT.resolve(step).resolve("pom.xml"));
            var last = step.equals(Kit.STEPS.get(Kit.STEPS.size() - 1));
            assertEquals(!last, pom.contains("<groupId>com.sparkjava</groupId>"), step);
            assertEquals(last, pom.contains("<groupId>org.zoomba-lang</groupId>"), step);
            assertEquals(!last, pom.contains("<version>9.4."), step);
        }
    }

    /** The wrapper, and what all steps from the second on share, are the same files everywhere. */
    @Test
    void allWrappersAgree() throws IOException {
        for (var step : Kit.STEPS) {
            for (var file : List.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties")) {
                assertSame(file, step + "/" + file);
            }
            assertSame(Kit.STEPS.get(0) + "/.gitattributes", step + "/.gitattributes");
            if (!step.equals(Kit.STEPS.get(0))) {
                assertSame(".gitignore", step + "/.gitignore");
                assertSame("system.properties", step + "/system.properties");
            }
        }
    }

    private static void assertSame(String file, String other) throws IOException {
        assertEquals(
                -1, Files.mismatch(Kit.ROOT.resolve(file), Kit.ROOT.resolve(other)), other + " differs from " + file);
    }

    private static List<Path> poms() {
        var poms = new ArrayList<Path>(List.of(Kit.ROOT.resolve("pom.xml"), Kit.ROOT.resolve("docs/pom.xml")));
        Kit.STEPS.forEach(step -> poms.add(Kit.ROOT.resolve(step).resolve("pom.xml")));
        return poms;
    }
}
