package dev.symbolon.projection.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A body that is written bit by bit. What it throws breaks the answer off. */
@FunctionalInterface
public interface Streamed {
    void write(HttpServletResponse response) throws IOException;
}
