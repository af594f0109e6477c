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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Everything is pinned, and the same everywhere: no two poms name different versions of a library or plugin. */
class VersionsTest {
    @Test
    void allPomsAgree() throws IOException {
        var versions = new TreeMap<String, TreeSet<String>>();
        for (var pom : poms()) {
            assertFalse(Files.readString(pom).contains("<parent>"), () -> pom + " is no whole project");
            for (var element :
                    Jsoup.parse(Files.readString(pom), Parser.xmlParser()).select("dependency, plugin")) {
                var version = element.select("> version").text();
                assertTrue(version.matches("[0-9].*"), () -> pom + " does not pin " + element);
                versions.computeIfAbsent(element.select("> artifactId").text(), name -> new TreeSet<>())
                        .add(version);
            }
        }
        versions.values().removeIf(distinct -> distinct.size() == 1);
        assertEquals("{}", versions.toString(), "versions that differ between the poms");
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
