package reader;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.*;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does each exercise in the folder that its chapter leaves behind: first as it is there, then with the solution. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the exercises' commands are typed into bash")
@Execution(CONCURRENT)
class ExercisesIT {
    @AutoClose
    private static final Postgres POSTGRES = new Postgres();

    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    @BeforeAll
    static void createDatabase() throws SQLException {
        POSTGRES.createDatabase("intro");
    }

    static List<Page> exercises() {
        return Page.all().stream()
                .filter(page -> page.name().startsWith("docs/exercises/"))
                .toList();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("exercises")
    void theSolutionTurnsTheTestGreen(Page page) throws Exception {
        page.assumeWanted();
        var step = page.step().orElseThrow();
        var folder = Reader.folder(temp, step);
        Reader.createSample(folder);
        try (var reader = new Reader(folder, POSTGRES)) {
            if (step != Step.LOCAL) {
                reader.type("git init -q -b main && git add . && git commit -q -m 'My first web app'");
            }
            reader.follow(page);
        }
    }
}
