package dev.symbolon.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** CPU time and memory of running processes, as the Linux kernel accounts for them. */
final class ProcessCpu {
    /** Clock ticks a second: 100 on every Linux that Java runs on (USER_HZ). */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThr");

    /** CPU seconds, user and system, that the process has used so far. */
    static double seconds(long pid) throws IOException {
        return ticks(Path.of("/proc/" + pid + "/stat"));
    }

    /** Of these, what its JIT compilers have used. */
    static double compiling(long pid) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                try {
                    if (COMPILER.matcher(Files.readString(thread.resolve("comm")))
                            .lookingAt()) {
                        seconds += ticks(thread.resolve("stat"));
                    }
                } catch (NoSuchFileException _) {
                    // It has ended meanwhile.
                }
            }
        }
        return seconds;
    }

    private static double ticks(Path file) throws IOException {
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    static Map<String, Double> compiling(Map<String, Long> processes) throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            seconds.put(process.getKey(), compiling(process.getValue()));
        }
        return seconds;
    }

    static Map<String, Double> seconds(Map<String, Long> processes) throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            seconds.put(process.getKey(), seconds(process.getValue()));
        }
        return seconds;
    }

    /** Resident memory in MiB. */
    static long residentMib(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    private ProcessCpu() {}
}
