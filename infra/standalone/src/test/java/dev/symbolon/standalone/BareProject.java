package dev.symbolon.standalone;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The launcher in a folder without sources, on a machine that has a JDK and what every system has: no Maven, no browser, no
 * Node.js, and none of the network.
 */
final class BareProject {
    private static final List<String> SYSTEM = List.of(
            "bash",
            "cat",
            "cut",
            "dirname",
            "find",
            "grep",
            "head",
            "ls",
            "mkdir",
            "paste",
            "readlink",
            "rm",
            "sed",
            "sha256sum",
            "shasum",
            "sort",
            "tail",
            "tee",
            "touch",
            "tr",
            "xargs");

    private final Path home;
    private final Path tools;
    private final Path asked;
    private final Map<String, String> environment = new HashMap<>();

    private BareProject(Path home, Path tools, Path asked) {
        this.home = home;
        this.tools = tools;
        this.asked = asked;
    }

    static BareProject in(Path folder) throws IOException {
        Path home = Files.createDirectory(folder.resolve("project"));
        Files.copy(Launcher.home().resolve("symbolon"), home.resolve("symbolon"));
        Files.createFile(home.resolve("pom.xml"));
        for (String module : List.of("identity-core", "infra", "projections", "token-service", "tenant-admin")) {
            Files.createDirectory(home.resolve(module));
        }
        Path tools = Files.createDirectory(folder.resolve("tools"));
        BareProject project = new BareProject(home, tools, folder.resolve("asked-for"));
        for (String tool : SYSTEM) {
            for (String path : System.getenv("PATH").split(File.pathSeparator)) {
                if (Files.isExecutable(Path.of(path, tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), Path.of(path, tool));
                }
            }
        }
        project.environment("PATH", tools.toString());
        project.environment(
                "HOME", Files.createDirectory(folder.resolve("nobody")).toString());
        project.environment("MVNW_REPOURL", "");
        project.environment("SYMBOLON_BUILD", "on");
        project.environment("SYMBOLON_AOT", "on");
        project.java("exit 0");
        return project;
    }

    Path home() {
        return home;
    }

    void environment(String name, String value) {
        environment.put(name, value);
    }

    /** A file of the project, with its folder made. */
    Path folder(String file) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        return path;
    }

    /** A command on the PATH. */
    void tool(String name, String script) throws IOException {
        executable(tools.resolve(name), script);
    }

    /** A recent Maven, as which a build says these lines. */
    void maven(String... lines) throws IOException {
        StringBuilder script = new StringBuilder("""
                [ "$1" != --version ] || { echo Apache Maven 3.9.11; exit 0; }
                echo "$*" > %s
                """.formatted(asked));
        for (String line : lines) {
            script.append("echo '").append(line).append("'\n");
        }
        tool("mvn", script.toString());
    }

    /** What a JDK's java does, after it has noted what was asked of it. */
    void java(String script) throws IOException {
        Path jdk = jdk(home.resolveSibling("jdk"), "25.0.1", "echo \"$*\" > " + asked + "\n" + script);
        environment("JAVA_HOME", jdk.toString());
        environment("SYMBOLON_JDK_FOLDERS", jdk.getParent().toString());
    }

    /** The arguments of the last Maven build, or of the last java. */
    String asked() throws IOException {
        return Files.readString(asked).strip();
    }

    Launcher.Ended launch(String... arguments) throws IOException, InterruptedException {
        return Launcher.in(home, environment, arguments).run();
    }

    /** A folder that looks like a JDK. */
    static Path jdk(Path home, String version, String script) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), script);
        executable(home.resolve("bin/javac"), script);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " can't be made executable");
        }
    }
}
