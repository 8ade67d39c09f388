package io.dabba.server.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the server logs as a warning or worse, from when it was made until it is closed. */
public final class Complaints extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private final List<String> messages = new CopyOnWriteArrayList<>();

  private Complaints() {}

  public static Complaints listen() {
    Complaints complaints = new Complaints();
    complaints.setContext(ROOT.getLoggerContext());
    complaints.start();
    ROOT.addAppender(complaints);
    return complaints;
  }

  public List<String> messages() {
    return messages;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      messages.add(
          "%s %s: %s %s"
              .formatted(
                  event.getLevel(),
                  event.getLoggerName(),
                  event.getFormattedMessage(),
                  Optional.ofNullable(event.getThrowableProxy())
                      .map(IThrowableProxy::getMessage)
                      .orElse("")));
    }
  }

  @Override
  public void close() {
    ROOT.detachAppender(this);
  }
}
