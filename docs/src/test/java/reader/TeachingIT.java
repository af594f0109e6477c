package reader;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.*;
import kit.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.*;
import org.junit.jupiter.api.parallel.Execution;

/** Prepares a lesson, hands out and collects, as the page for those who teach says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the page's commands are typed into bash")
@Execution(CONCURRENT)
class TeachingIT {
    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    /** In a home folder of its own, whose Maven takes from this build's repository what it would fetch from the network. */
    @Test
    void thePageDoesWhatItSays() throws Exception {
        var page = new Page("docs/teaching.md");
        page.assumeWanted();
        var home = Files.createDirectories(temp.resolve("home"));
        var settings = Files.createDirectories(home.resolve(".m2")).resolve("settings.xml");
        Files.writeString(settings, """
                <settings><mirrors><mirror>
                  <id>this-build</id> <mirrorOf>*</mirrorOf> <url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(Path.of(Command.repository()).toUri()));
        var folder = Kit.copy(Kit.ROOT, temp.resolve("a teacher/kit"));
        try (var reader = new Reader(folder, null)) {
            reader.type("mkdir ../class && cp -r ${MAVEN_USER_HOME:-~/.m2}/wrapper " + home + "/.m2/");
            reader.type("export MAVEN_ARGS= MAVEN_USER_HOME= HOME=" + home + " MAVEN_OPTS=-Duser.home=" + home);
            reader.type("git init -q && git add . && git commit -q -m Kit");
            reader.follow(page);
        }
    }
}
