package kit;

import java.nio.file.Path;

/** What can be built and started: a step, or the last step on Javalin. */
public interface App {
    App JAVALIN = new Javalin();

    /** Copies the sources into a folder, and returns that. */
    Path copy(Path target);
}
