package steps;

import java.util.concurrent.*;

/** Tasks that run beside the test, and conditions that it waits for. */
class Background {
    /** Runs a task in a thread of its own: Java's common pool has only one on two cores. */
    static <T> CompletableFuture<T> run(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                command -> new Thread(command).start());
    }

    /** Waits until a condition holds that an app which runs fulfils at once. The limit is there for wrong answers. */
    static void await(Callable<Boolean> condition) throws Exception {
        await(1, condition);
    }

    /** Waits until a condition holds, for some minutes at most. */
    static void await(int minutes, Callable<Boolean> condition) throws Exception {
        var limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
        while (!condition.call()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("This did not become true in " + minutes + " min.");
            }
            Thread.sleep(20);
        }
    }
}
