package dev.symbolon.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_with_somebody_elses_files_is_refused_and_nothing_in_it_is_touched() throws Exception {
        write("photos/ada.jpg", "ada");
        write("lock", "theirs");
        // Neither a home with a data folder in it, nor names that we use, too.
        write("symbolon-data-folder/store/store.lock", "1");
        write("store/other", "theirs");
        Map<String, String> before = content();
        assertThatThrownBy(() -> DataFolder.take(folder))
                .isInstanceOf(CannotStartException.class)
                .hasMessage(folder.toRealPath() + " has files in it that aren't a platform's, and was left as it is;"
                        + " choose a new or empty folder by --data");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void a_new_folder_and_an_empty_one_become_the_platforms_and_stay_it() throws Exception {
        for (Path taken : new Path[] {folder.resolve("new/one"), Files.createDirectory(folder.resolve("empty"))}) {
            DataFolder.take(taken).close();
            Files.writeString(taken.resolve("master.key"), "a key");
            try (DataFolder again = DataFolder.take(taken)) {
                assertThat(again.resolve("master.key")).hasContent("a key");
            }
        }
    }

    @Test
    void a_folder_of_before_there_were_markers_is_taken_by_its_store_and_broker() throws Exception {
        write("store/store.lock", "1");
        assertThatThrownBy(() -> DataFolder.take(folder)).isInstanceOf(CannotStartException.class);
        write("kafka/meta.properties", "version=1");
        DataFolder.take(folder).close();
        Files.delete(folder.resolve("kafka/meta.properties"));
        DataFolder.take(folder).close();
    }

    @Test
    void a_reset_deletes_everything_and_leaves_the_folder_taken() throws Exception {
        Path elsewhere = Files.writeString(
                Files.createDirectory(folder.resolve("elsewhere")).resolve("file"), "kept");
        Path own = folder.resolve("own");
        try (DataFolder data = DataFolder.take(own)) {
            Files.createDirectories(own.resolve("store/lock"));
            Files.writeString(own.resolve("store/lock/store.lock"), "1");
            Files.writeString(own.resolve("master.key"), "a key");
            Files.createSymbolicLink(own.resolve("link"), elsewhere.getParent());
            data.reset();
            try (Stream<Path> left = Files.list(own)) {
                assertThat(left.map(Path::getFileName).map(Path::toString))
                        .containsExactlyInAnyOrder("lock", "symbolon-data-folder");
            }
        }
        assertThat(elsewhere).hasContent("kept");
        DataFolder.take(own).close();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Each file with its text, and folders without. */
    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                content.put(folder.relativize(file).toString(), Files.isDirectory(file) ? "" : Files.readString(file));
            }
        }
        return content;
    }
}
