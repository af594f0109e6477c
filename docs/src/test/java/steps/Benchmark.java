package steps;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kit.App;
import kit.Command;
import kit.Kit;
import kit.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Measures apps against each other, in turns, for the table in docs/javalin.md. No test: docs/benchmark.sh runs it. */
class Benchmark {
    private static final List<App> APPS = List.of(Step.DATABASE, Step.LAST, App.JAVALIN);
    private static final int ROUNDS = 9;
    private static final int VISITORS = 8;
    private static final int REQUESTS = 250; // of each visitor in each round

    /** What Heroku gives Java on a dyno of 512 MB. */
    private static final String DYNO =
            "-Dfile.encoding=UTF-8 -XX:MaxRAM=536870912 -Xmx300m -Xss512k -XX:CICompilerCount=2";

    @EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
    @Test
    void table() throws Exception {
        var starts = new LinkedHashMap<App, List<Double>>();
        for (var round = 0; round < ROUNDS; round++) {
            for (var app : APPS) {
                var begin = System.nanoTime();
                try (var running = start(app)) {
                    running.get("/login");
                    starts.computeIfAbsent(app, key -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e9);
                }
            }
        }

        var running = new LinkedHashMap<App, RunningApp>();
        var memory = new LinkedHashMap<App, List<Double>>();
        var speeds = new LinkedHashMap<App, List<Double>>();
        try {
            for (var app : APPS) {
                running.put(app, start(app));
            }
            for (var round = -3; round < ROUNDS; round++) { // the first ones are for Java to get up to speed
                for (var app : APPS) {
                    var speed = speed(running.get(app));
                    if (round >= 0) {
                        speeds.computeIfAbsent(app, key -> new ArrayList<>()).add(speed);
                    }
                }
            }
            for (var app : APPS) {
                memory.put(app, List.of(memory(running.get(app))));
            }
        } finally {
            for (var app : running.values()) {
                app.close();
            }
        }
        System.out.println(
                "| | " + String.join(" | ", APPS.stream().map(App::toString).toList()) + " |\n|---|---|---|---|");
        print("start", starts);
        print("memory under load", memory);
        print("requests for a second of processor time", speeds);
    }

    private static RunningApp start(App app) throws Exception {
        var words = new ArrayList<>(List.of(Command.JAVA));
        words.addAll(List.of(DYNO.split(" ")));
        words.addAll(List.of("-jar", Kit.jar(app)));
        return new RunningApp(Kit.emptyFolder("benchmark"), Map.of(), words);
    }

    /** Requests for the main page that the app answers in a second of its processor time. */
    private static double speed(RunningApp app) throws Exception {
        var cookies = app.login().replaceFirst("; flash=.*", ""); // a browser drops the message that it has shown
        var before = app.process.info().totalCpuDuration().orElseThrow();
        var visitors = IntStream.range(0, VISITORS)
                .mapToObj(visitor -> Background.run(() -> {
                    for (var request = 0; request < REQUESTS; request++) {
                        if (app.get("/", "Cookie", cookies).statusCode() != 200) {
                            throw new IllegalStateException("The main page does not come.");
                        }
                    }
                    return null;
                }))
                .toList();
        visitors.forEach(visitor -> visitor.join());
        var after = app.process.info().totalCpuDuration().orElseThrow();
        return VISITORS * REQUESTS / (after.minus(before).toMillis() / 1000.0);
    }

    /** Megabytes of memory that the process holds. */
    private static double memory(RunningApp app) throws Exception {
        var status = Files.readString(Path.of("/proc/" + app.process.pid() + "/status"));
        return Double.parseDouble(status.replaceAll("(?s).*VmRSS:\\s+(\\d+).*", "$1")) / 1024;
    }

    /** Prints the medians, as ratios to that of the first app. */
    private static void print(String name, Map<App, List<Double>> values) {
        var line = new StringBuilder("| " + name);
        var first = median(values.get(APPS.get(0)));
        for (var app : APPS) {
            line.append(" | %.2f".formatted(median(values.get(app)) / first));
        }
        System.out.println(line + " |");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
