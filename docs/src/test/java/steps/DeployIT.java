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
    private static final List<Step> STEPS_WITH_PROCFILE = Step.where(Step::hasProcfile);
    private static final List<Step> STEPS_WITH_TESTS_FOR_A_DYNO = Step.where(Step::handlesErrors);

    /** Without a blank in its path, as on Heroku. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path temp;

    private static Path kit;

    @BeforeAll
    static void buildTheWholeRepository() {
        kit = build(Kit.ROOT, "kit");
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

    @ParameterizedTest
    @EnumSource
    void theWholeRepositoryStartsTheStepThatIsAskedFor(Step step) throws Exception {
        var page = visit(kit, Map.of("STEP", step.folder));
        assertTrue(page.contains(expected(step)), page);
    }

    @Test
    void theWholeRepositoryStartsTheLastStep() throws Exception {
        assertTrue(web(kit).startsWith("step=\"${STEP:-" + Step.LAST + "}\";"), web(kit));
        assertTrue(visit(kit, Map.of()).contains(expected(Step.LAST)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-of-nobody", "docs"})
    void aStepThatDoesNotExistIsSaid(String step) {
        var web = Command.run(kit, dyno(Map.of("STEP", step)), List.of("bash", "-c", web(kit)));
        var line = "STEP is \"" + step + "\", but must be one of: "
                + String.join(" ", Step.all().stream().map(Step::toString).toList()) + "\n";
        assertEquals(new Command(1, line), web);
    }

    @ParameterizedTest
    @FieldSource("STEPS_WITH_PROCFILE")
    void aStepStartsByItsOwnProcfile(Step step) throws Exception {
        var page = visit(kit.resolve(step.folder), Map.of());
        assertTrue(page.contains(expected(step)), page);
    }

    /** The others are as whole as this one: VersionsTest says that no step has a parent. */
    @Test
    void aStepAlone() throws Exception {
        var page = visit(build(Step.LAST.path(), "step"), Map.of());
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
        var status = step.hasDatabaseProgram() ? 1 : 0;
        var command = "cd " + step + " && java @target/test-classes/tests";
        var tests = Command.run(kit, dyno(Map.of()), List.of("bash", "-c", command));
        assertEquals(status, tests.status(), tests.output());
        assertTrue(tests.output().contains(status + " tests failed"), tests.output());
    }

    /** Runs the command of Heroku's buildpack for Java in a copy without .git, as its build does. */
    private static Path build(Path folder, String name) {
        var build = Kit.copy(folder, temp.resolve(name));
        // The tail is only here to save time: what is there already need not be fetched again.
        var options = "-Xmx1024m -Duser.home=%s -Dmaven.repo.local=%s -Dmaven.repo.local.tail=%s";
        var environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "MAVEN_ARGS",
                "",
                "MAVEN_OPTS",
                options.formatted(build, temp.resolve("cache"), Command.repository()));
        var words = "./mvnw -DoutputFile=target/mvn-dependency-list.log -B -DskipTests clean dependency:list install";
        var maven = Command.run(build, environment, List.of(words.split(" ")));
        assertEquals(0, maven.status(), maven.output());
        return build;
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
