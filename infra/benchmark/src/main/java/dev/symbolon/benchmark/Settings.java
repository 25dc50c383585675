package dev.symbolon.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured, and for how long.
 *
 * @param connections each a run of its own, in which every connection begins a flow when its last one has ended
 * @param rates       each a run of its own, in which so many flows a second begin, whatever became of those before
 * @param lookBack    whether the auditor's questions and rebuilds are measured, too, on what the load has left
 */
record Settings(
        Path profile,
        Scenario scenario,
        Duration warmUp,
        Duration length,
        List<Integer> connections,
        List<Integer> rates,
        boolean lookBack) {
    private static final String USAGE = "benchmark PROFILE [--scenario " + Scenario.options()
            + "] [--warm-up S] [--seconds S] [--connections N,N…] [--rates N,N…] [--look-back yes]";
    private static final String NONE = "none";

    static Settings parse(String[] arguments) {
        if (arguments.length % 2 == 0) {
            throw new IllegalArgumentException(USAGE);
        }
        Scenario scenario = Scenario.CODE;
        Duration warmUp = Duration.ofSeconds(30);
        Duration length = Duration.ofSeconds(20);
        List<Integer> connections = List.of(1, 16, 64);
        List<Integer> rates = List.of(100);
        boolean lookBack = false;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--scenario" -> scenario = Scenario.named(value);
                case "--warm-up" -> warmUp = seconds(value);
                case "--seconds" -> length = seconds(value);
                case "--connections" -> connections = numbers(value, 512, "1 to 512 connections");
                case "--rates" -> rates = numbers(value, 5_000, "1 to 5000 flows a second");
                case "--look-back" -> lookBack = value.equals("yes");
                default -> throw new IllegalArgumentException("unknown option " + arguments[i] + "; " + USAGE);
            }
        }
        return new Settings(Path.of(arguments[0]), scenario, warmUp, length, connections, rates, lookBack);
    }

    private static Duration seconds(String value) {
        int seconds = Integer.parseInt(value);
        if (seconds < 1 || seconds > 600) {
            throw new IllegalArgumentException("a run lasts 1 to 600 seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static List<Integer> numbers(String value, int most, String bounds) {
        if (value.equals(NONE)) {
            return List.of();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            int number = Integer.parseInt(part);
            if (number < 1 || number > most) {
                throw new IllegalArgumentException(bounds);
            }
            numbers.add(number);
        }
        return numbers;
    }
}
