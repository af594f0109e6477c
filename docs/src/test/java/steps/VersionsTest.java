package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        // Jetty's two lists of versions belong together. The steps on Spark itself keep the line that it needs.
        assertTrue(versions.get("org.eclipse.jetty:jetty-bom").containsAll(versions.get(EE10)), versions::toString);
        versions.values().removeIf(distinct -> distinct.size() == 1);
        assertEquals(Set.of("org.eclipse.jetty:jetty-bom"), versions.keySet(), "versions that differ between the poms");
        assertEquals(2, versions.get("org.eclipse.jetty:jetty-bom").size());
    }

    /** The wrapper, and what all steps from the second on share, are the same files everywhere. */
    @ParameterizedTest
    @EnumSource
    void allWrappersAgree(Step step) throws IOException {
        for (var file : List.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties")) {
            assertSame(file, step + "/" + file);
        }
        assertSame(Step.LOCAL + "/.gitattributes", step + "/.gitattributes");
        if (step.hasProcfile()) {
            assertSame(".gitignore", step + "/.gitignore");
            assertSame("system.properties", step + "/system.properties");
            assertSame(Step.LAST + "/Procfile", step + "/Procfile");
        }
    }

    private static void assertSame(String file, String other) throws IOException {
        assertEquals(
                -1, Files.mismatch(Kit.ROOT.resolve(file), Kit.ROOT.resolve(other)), other + " differs from " + file);
    }

    private static List<Path> poms() {
        var poms = new ArrayList<Path>(List.of(Kit.ROOT.resolve("pom.xml"), Kit.ROOT.resolve("docs/pom.xml")));
        Step.all().forEach(step -> poms.add(step.path().resolve("pom.xml")));
        return poms;
    }
}
