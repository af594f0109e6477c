package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

/** Builds and starts the steps as Heroku does: the whole repository, and a step alone. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a dyno is a Linux machine")
class DeployIT {
    private static final List<Step> STEPS_WITH_TESTS_FOR_A_DYNO = Step.where(Step::handlesErrors);

    /** Without a blank in its path, as on Heroku. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path temp;

    private static Path kit;

    /** Runs the command of Heroku's buildpack for Java in a copy without .git, as its build does. */
    @BeforeAll
    static void buildTheWholeRepository() {
        kit = Kit.copy(Kit.ROOT, temp.resolve("kit"));
        // The tail is only here to save time: what is there already need not be fetched again.
        var options = "-Xmx1024m -Duser.home=%s -Dmaven.repo.local=%s -Dmaven.repo.local.tail=%s"
                .formatted(kit, temp.resolve("cache"), Command.repository());
        var home = System.getProperty("java.home");
        var environment = Map.of("JAVA_HOME", home, "MAVEN_ARGS", "", "MAVEN_OPTS", options);
        var words = "./mvnw -DoutputFile=target/mvn-dependency-list.log -B -DskipTests clean dependency:list install";
        var maven = Command.run(kit, environment, List.of(words.split(" ")));
        assertEquals(0, maven.status(), maven.output());
    }

    @Test
    void theBuildIsSmall() throws IOException {
        try (var files = Files.walk(kit)) {
            var bytes = files.map(Path::toFile).filter(File::isFile).mapToLong(File::length);
            assertTrue(bytes.sum() < 300_000_000);
        }
    }

    /** Heroku adds a database, which costs money, when app.json asks for it or pom.xml names the driver. */
    @Test
    void onlyTheLastStepAsksForADatabase() {
        var button = Kit.read(kit.resolve("app.json"));
        assertTrue(button.contains("\"generator\": \"secret\""), button);
        for (var step : Step.all()) {
            assertTrue(button.contains(step.folder), step.folder);
        }
        assertFalse(button.contains("postgres"), button);
        assertFalse(Kit.read(kit.resolve("pom.xml")).contains("<groupId>org.postgresql"));
        assertTrue(Kit.read(kit.resolve(Step.LAST + "/app.json")).contains("heroku-postgresql:essential-0"));
    }

    /** The last one when nobody asks. */
    @ParameterizedTest
    @EnumSource
    void theWholeRepositoryStartsTheStepThatIsAskedFor(Step step) throws Exception {
        assertTrue(web(kit).startsWith("step=\"${STEP:-" + Step.LAST + "}\";"), web(kit));
        var page = visit(kit, step == Step.LAST ? Map.of() : Map.of("STEP", step.folder));
        assertTrue(page.contains(expected(step)), page);
    }

    /** A folder that is there, and one that is not: see docs/deploying.md. */
    @Test
    void aFolderThatIsNoStepIsSaid() {
        var web = Command.run(kit, dyno(Map.of("STEP", "docs")), List.of("bash", "-c", web(kit)));
        var steps = String.join(" ", Step.all().stream().map(Step::toString).toList());
        assertEquals(new Command(1, "STEP is \"docs\", but must be one of: " + steps + "\n"), web);
    }

    /** All Procfiles of steps are one file: VersionsTest says so. */
    @Test
    void aStepStartsByItsOwnProcfile() throws Exception {
        var page = visit(kit.resolve(Step.LAST.folder), Map.of());
        assertTrue(page.contains(expected(Step.LAST)), page);
    }

    /** The first steps end in an error, then one tells that it misses its posts, and the others find them. */
    private static String expected(Step step) {
        var withoutPosts = step.handlesErrors() ? "Missing the DB!" : "<h2>500 ";
        return step.hasMigrations() ? "I&#39;m good." : withoutPosts;
    }

    @ParameterizedTest
    @FieldSource("STEPS_WITH_TESTS_FOR_A_DYNO")
    void theTestsRunOnTheWholeRepository(Step step) {
        var status = step.hasMigrations() ? 0 : 1;
        var command = "cd " + step + " && java @target/test-classes/tests";
        var tests = Command.run(kit, dyno(Map.of()), List.of("bash", "-c", command));
        assertEquals(status, tests.status(), tests.output());
        var counts = tests.output().replaceAll(" +", " ");
        assertTrue(counts.contains("[ " + (step.tests() - status) + " tests successful ]"), counts);
        assertTrue(counts.contains("[ " + status + " tests failed ]"), counts);
    }

    /** Starts the process type web in a dyno's environment, logs in, stops it, and returns the page after the login. */
    private static String visit(Path folder, Map<String, String> configVars) throws Exception {
        try (var app = new RunningApp(folder, dyno(configVars), List.of("bash", "-c", web(folder)))) {
            assertEquals(200, app.get("/welcome").statusCode());
            var page = app.get("/", "Cookie", app.login()).body();
            assertEquals(143, app.stop()); // 128 + 15, the number of SIGTERM
            return page;
        }
    }

    private static String web(Path folder) {
        return Kit.read(folder.resolve("Procfile")).strip().substring("web: ".length());
    }

    private static Map<String, String> dyno(Map<String, String> configVars) {
        var environment = new HashMap<>(configVars);
        environment.put("DYNO", "web.1");
        environment.put("ADMIN_PASSWORD", "admin");
        environment.put("PATH", Path.of(Command.JAVA).getParent() + ":" + System.getenv("PATH"));
        // As on Heroku, but for the compiler, which has not much to do here.
        var memory = "-Dfile.encoding=UTF-8 -XX:MaxRAM=536870912 -Xmx300m -Xss512k ";
        environment.put("JAVA_TOOL_OPTIONS", memory + Command.QUICK_START);
        return environment;
    }
}
