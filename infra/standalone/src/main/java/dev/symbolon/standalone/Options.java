package dev.symbolon.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person asked for.
 *
 * @param resetOperator whether the first operator gets new credentials
 * @param ports         as asked for: 0 takes a free one
 */
public record Options(
        Path data,
        boolean reset,
        boolean processes,
        boolean exit,
        boolean resetOperator,
        Optional<Path> profile,
        Map<Part, Integer> ports) {
    static final String RESET_OPERATOR = "--reset-operator";
    private static final Set<String> FLAGS = Set.of("--reset", "--processes", "--exit", RESET_OPERATOR);

    public Options {
        ports = Map.copyOf(ports);
    }

    /**
     * Reads options.
     *
     * @param home       the project's folder, where data is kept when nothing else is said
     * @param calledFrom the folder that the paths of options are relative to
     */
    static Options parse(List<String> arguments, Map<String, String> environment, Path home, Path calledFrom) {
        Set<String> flags = new HashSet<>();
        Map<String, String> values = new HashMap<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (FLAGS.contains(option)) {
                flags.add(option);
            } else if (takesValue(option)) {
                if (rest.isEmpty()) {
                    throw new CannotStartException(option + " needs a value");
                }
                values.put(option, rest.pop());
            } else {
                throw new CannotStartException("unknown option " + option);
            }
        }
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            ports.put(part, part.port(values.get(part.option()), environment));
        }
        return new Options(
                values.containsKey("--data") ? calledFrom.resolve(values.get("--data")) : home.resolve(".data"),
                flags.contains("--reset"),
                flags.contains("--processes"),
                flags.contains("--exit"),
                flags.contains(RESET_OPERATOR),
                Optional.ofNullable(values.get("--profile-json")).map(calledFrom::resolve),
                ports);
    }

    private static boolean takesValue(String option) {
        if (option.equals("--data") || option.equals("--profile-json")) {
            return true;
        }
        for (Part part : Part.values()) {
            if (part.option().equals(option)) {
                return true;
            }
        }
        return false;
    }
}
