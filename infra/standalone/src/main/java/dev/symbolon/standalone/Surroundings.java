package dev.symbolon.standalone;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the built platform is: the project's folder.
 *
 * @param training whether this run records the AOT caches of later ones
 */
record Surroundings(Path home, boolean training) {
    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            // JEP 519: an object takes 8 bytes less, and a grant a tenth less CPU.
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    Path brokerLib() {
        return home.resolve("infra/broker/target/lib");
    }

    Path aot() {
        return home.resolve("infra/standalone/target/aot");
    }

    /** Refuses a project that wasn't built. */
    void requireBuilt() {
        ChildJvm.jars(brokerLib());
    }

    /** Jars of the broker: its own before those it stands on. */
    String brokerClassPath() {
        Path own = home.resolve("infra/broker/target/infra-broker-0.1.0-SNAPSHOT.jar");
        return own + File.pathSeparator + ChildJvm.jars(brokerLib());
    }

    List<String> brokerOptions() {
        List<String> options = new ArrayList<>(COMMON);
        options.add("-Xmx256m");
        options.add("-Dlogback.configurationFile=broker-logback.xml");
        options.addAll(aotOptions("broker"));
        options.addAll(furtherOptions());
        return options;
    }

    List<String> serviceOptions() {
        List<String> options = new ArrayList<>(COMMON);
        options.add("-Xmx512m");
        options.add("-Daxoniq.update-checker.disabled=true");
        options.add("-Ddisable-axoniq-console-message=true");
        options.add("-Dsymbolon.home=" + home);
        cache("standalone").ifPresent(cache -> options.add("-XX:AOTCache=" + cache));
        options.addAll(furtherOptions());
        return options;
    }

    /** Those that whoever started this wants for each JVM. */
    private static List<String> furtherOptions() {
        String options =
                System.getenv().getOrDefault("SYMBOLON_JAVA_OPTIONS", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    private List<String> aotOptions(String name) {
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + aot().resolve(name + ".aot"));
        }
        return cache(name).map(cache -> List.of("-XX:AOTCache=" + cache)).orElseGet(List::of);
    }

    private Optional<Path> cache(String name) {
        Path cache = aot().resolve(name + ".aot");
        return "off".equals(System.getenv("SYMBOLON_AOT")) || !Files.exists(cache)
                ? Optional.empty()
                : Optional.of(cache);
    }
}
