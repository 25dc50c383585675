package dev.symbolon.infra.logline;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators read of a service while a test looks: each line as the service's settings have it written. */
public final class LogLines implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Map<Logger, Level> before = new LinkedHashMap<>();
    private final StructuredLogEncoder encoder = new StructuredLogEncoder();
    private final List<String> lines = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            synchronized (lines) {
                lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
            }
        }
    };

    /** Of what operators see, unless they ask for more. */
    public LogLines(Environment settings) {
        String format = settings.getProperty("logging.structured.format.console");
        encoder.setContext(context);
        encoder.setFormat(Objects.requireNonNull(format, "this service logs for people, not for machines"));
        encoder.start();
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        level(root, Level.INFO);
    }

    /** The dispatcher's line at the end of each request too: many requests go well without a word. */
    public LogLines withEachRequest() {
        level(context.getLogger("org.springframework.web.servlet.DispatcherServlet"), Level.DEBUG);
        return this;
    }

    private void level(Logger logger, Level level) {
        before.put(logger, logger.getLevel());
        logger.setLevel(level);
    }

    /** Those so far, as they were written. */
    public List<String> text() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Those of the request that was answered with that id. */
    public List<JsonNode> of(String correlation) {
        return text().stream()
                .map(JSON::readTree)
                .filter(line -> line.path("correlation").asString("").equals(correlation))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        before.forEach(Logger::setLevel);
    }
}
