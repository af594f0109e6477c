package steps;

import docs.Command;
import docs.Kit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Measures forms of the app against each other, in turns, for the table in docs/moving-on.md. No test: docs/figures.sh. */
class Figures {
    private static final List<String> FORMS = List.of("step-04-database", "step-05-online", Kit.JAVALIN);
    private static final int ROUNDS = 9;
    private static final int VISITORS = 8;
    private static final int REQUESTS = 250; // of each visitor in each round

    /** What Heroku gives Java on a dyno of 512 MB. */
    private static final String DYNO =
            "-Dfile.encoding=UTF-8 -XX:MaxRAM=536870912 -Xmx300m -Xss512k -XX:CICompilerCount=2";

    @EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
    @Test
    void table() throws Exception {
        var starts = new LinkedHashMap<String, List<Double>>();
        for (var round = 0; round < ROUNDS; round++) {
            for (var form : FORMS) {
                var begin = System.nanoTime();
                try (var app = start(form)) {
                    app.get("/login");
                    starts.computeIfAbsent(form, key -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e9);
                }
            }
        }

        var apps = new LinkedHashMap<String, RunningApp>();
        var memory = new LinkedHashMap<String, List<Double>>();
        var speeds = new LinkedHashMap<String, List<Double>>();
        try {
            for (var form : FORMS) {
                apps.put(form, start(form));
            }
            for (var round = -3; round < ROUNDS; round++) { // the first ones are for Java to get up to speed
                for (var form : FORMS) {
                    var speed = speed(apps.get(form));
                    if (round >= 0) {
                        speeds.computeIfAbsent(form, key -> new ArrayList<>()).add(speed);
                    }
                }
            }
            for (var form : FORMS) {
                memory.put(form, List.of(memory(apps.get(form))));
            }
        } finally {
            for (var app : apps.values()) {
                app.close();
            }
        }
        System.out.println("| | " + String.join(" | ", FORMS) + " |\n|---|---|---|---|");
        print("start", starts);
        print("memory under load", memory);
        print("requests for a second of processor time", speeds);
    }

    private static RunningApp start(String form) throws Exception {
        var words = new ArrayList<>(List.of(Command.JAVA));
        words.addAll(List.of(DYNO.split(" ")));
        words.addAll(List.of("-jar", Kit.jar(form)));
        return new RunningApp(Kit.emptyFolder("figures"), Map.of(), words);
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

    /** Prints the medians, as ratios to that of the first form. */
    private static void print(String name, Map<String, List<Double>> values) {
        var line = new StringBuilder("| " + name);
        var first = median(values.get(FORMS.get(0)));
        for (var form : FORMS) {
            line.append(" | %.2f".formatted(median(values.get(form)) / first));
        }
        System.out.println(line + " |");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
