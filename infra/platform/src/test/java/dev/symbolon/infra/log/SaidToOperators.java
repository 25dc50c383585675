package dev.symbolon.infra.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What an operator would read, of everything of this platform. */
public final class SaidToOperators implements AutoCloseable {
    private final List<ILoggingEvent> said = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.symbolon");
    private final AppenderBase<ILoggingEvent> listening = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.getFormattedMessage();
            said.add(event);
        }
    };

    public SaidToOperators() {
        listening.start();
        logger.addAppender(listening);
    }

    /** What was said at that level or above, the store's own complaints left out. */
    public List<String> since(Level level) {
        return said.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(level))
                .filter(event -> !event.getLoggerName().startsWith("dev.symbolon.embedded"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(listening);
    }
}
