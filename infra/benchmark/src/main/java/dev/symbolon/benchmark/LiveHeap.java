package dev.symbolon.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process holds on to, garbage aside. */
final class LiveHeap {
    private static final Pattern USED = Pattern.compile("(?m)^(?:DefNew|Tenured)\\s.*? used (\\d+)K");

    /** KiB in use after a full collection, by the JDK's own {@code jcmd}. */
    static long kib(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    /** Tells the memory of each process, and returns what it holds on to, in KiB. */
    static Map<String, Long> print(String when, Map<String, Long> processes) throws IOException, InterruptedException {
        Map<String, Long> heaps = new LinkedHashMap<>();
        StringBuilder line = new StringBuilder(when);
        for (Map.Entry<String, Long> process : processes.entrySet()) {
            line.append(' ')
                    .append(process.getKey())
                    .append(' ')
                    .append(ProcessCpu.residentMib(process.getValue()))
                    .append(" MiB");
            heaps.put(process.getKey(), kib(process.getValue()));
        }
        System.out.println(line);
        return heaps;
    }

    /** Tells also how much more that is than it was, for each tenant. */
    static void printMore(String when, Map<String, Long> processes, Map<String, Long> before, int tenants)
            throws IOException, InterruptedException {
        print(when, processes)
                .forEach((process, kib) -> System.out.printf(
                        Locale.ROOT,
                        "%s holds %.1f KiB more for each tenant%n",
                        process,
                        (kib - before.getOrDefault(process, 0L)) / (double) tenants));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
        return said;
    }

    private LiveHeap() {}
}
