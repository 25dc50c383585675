package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Path HOME = Path.of("/home/of/symbolon");
    private static final Path HERE = Path.of("/here");

    @Test
    void without_options_data_is_kept_at_home_and_ports_are_the_usual_ones() {
        Options options = Options.parse(List.of(), Map.of(), HOME, HERE);
        assertThat(options.data()).isEqualTo(HOME.resolve(".data"));
        assertThat(options.ports())
                .isEqualTo(Map.of(
                        Part.TOKEN, 8080, Part.ADMIN, 8081, Part.AUDIT, 8082, Part.KAFKA, 9092, Part.STORE, 27017));
        assertThat(options.reset() || options.exit() || options.processes()).isFalse();
    }

    @Test
    void an_option_beats_the_environment_and_paths_are_relative_to_the_caller() {
        Options options = Options.parse(
                List.of("--port-kafka", "0", "--data", "d", "--profile-json", "p.json", "--processes"),
                Map.of("SYMBOLON_PORT_KAFKA", "1", "SYMBOLON_PORT_TOKEN", "9999"),
                HOME,
                HERE);
        assertThat(options.ports()).containsEntry(Part.KAFKA, 0).containsEntry(Part.TOKEN, 9999);
        assertThat(options.data()).isEqualTo(HERE.resolve("d"));
        assertThat(options.profile()).contains(HERE.resolve("p.json"));
        assertThat(options.processes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "http", "80 80", "999999"})
    void what_is_no_port_is_refused(String port) {
        assertThatThrownBy(() -> Options.parse(List.of("--port-token", port), Map.of(), HOME, HERE))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("--port-token");
    }
}
