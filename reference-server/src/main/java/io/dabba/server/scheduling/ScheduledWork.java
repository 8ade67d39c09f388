package io.dabba.server.scheduling;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dabba.server.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link Job}s and {@link Errand}s, each at one node of the cluster at a time: who is to run
 * what, and when, stands in {@code scheduled_tasks}, by db-scheduler. The work of a node that died
 * is taken over by another within {@link #TAKEN_FOR_DEAD} and two heartbeats. What fails is logged
 * and comes again; nothing is given up. Thread-safe.
 */
public final class ScheduledWork implements AutoCloseable {
  /** Without a heartbeat for so long, who was running something is taken for dead. */
  public static final Duration TAKEN_FOR_DEAD = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledWork.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
  private static final int MISSED_HEARTBEATS = 5;
  private static final Duration HEARTBEAT = TAKEN_FOR_DEAD.dividedBy(MISSED_HEARTBEATS);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  /** Waited for once, and once more after an interrupt. */
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);

  /** More than there are jobs and webhooks, so that a slow one holds up no other. */
  private static final int AT_ONCE = 128;

  private final Scheduler scheduler;

  private ScheduledWork(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Starts jobs, and those errands that are due or that anybody wakes.
   *
   * @param alone whether no other process can be at this database: then whoever was running
   *     something is dead, and is not waited for
   */
  public static ScheduledWork start(
      Database database, List<Job> jobs, List<Errand> errands, boolean alone) {
    if (alone) {
      database.useTransaction(handle ->
          handle.execute(
              """
              UPDATE scheduled_tasks
              SET picked = false, picked_by = NULL, last_heartbeat = NULL, version = version + 1,
                  execution_time = clock_timestamp()
              WHERE picked
              """));
    }
    LogOfTrouble trouble = new LogOfTrouble(LOG);
    List<RecurringTask<Void>> recurring = new ArrayList<>();
    jobs.forEach(job -> recurring.add(task(job, trouble)));
    List<Task<?>> woken = new ArrayList<>();
    errands.forEach(errand -> woken.add(task(errand, trouble)));
    Scheduler scheduler =
        Scheduler.create(database.dataSource(), woken)
            .startTasks(recurring)
            .schedulerName(new SchedulerName.Fixed("dabba-" + ProcessHandle.current().pid()))
            .threads(AT_ONCE)
            .executorService(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("scheduled-", 0).factory()))
            .pollingInterval(POLL_INTERVAL)
            .enableImmediateExecution()
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .shutdownMaxWait(PATIENCE_AT_THE_END)
            // LogOfTrouble tells of failures, and does not repeat itself
            .failureLogging(LogLevel.OFF, false)
            .addSchedulerListener(
                new AbstractSchedulerListener() {
                  @Override
                  public void onSchedulerEvent(SchedulerEventType type) {
                    if (type == SchedulerEventType.UNEXPECTED_ERROR) {
                      trouble.tell("the table of scheduled work cannot be read or written");
                    }
                  }
                })
            .build();
    scheduler.start();
    return new ScheduledWork(scheduler);
  }

  /**
   * Has an errand run as soon as a node is free for it; one that is running looks once more before
   * it rests.
   */
  public void wake(String errand, String id) {
    wake(scheduler, new TaskInstance<Void>(errand, id));
  }

  /** Lets what runs come to its end, for a bounded time. */
  @Override
  public void close() {
    scheduler.stop();
  }

  private static RecurringTask<Void> task(Job job, LogOfTrouble trouble) {
    return Tasks.recurring(job.name(), FixedDelay.of(job.interval()))
        .execute((instance, context) -> {
          if (!context.getSchedulerState().isShuttingDown()) {
            trouble.watch(job.name(), job.work());
          }
        });
  }

  private static Task<Void> task(Errand errand, LogOfTrouble trouble) {
    return Tasks.custom(errand.name(), Void.class)
        .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE))
        .execute((instance, context) -> {
          Optional<Duration> next =
              trouble.watch(
                  errand.name() + " " + instance.getId(),
                  () -> errand.work().apply(instance.getId()));
          CompletionHandler<Void> completion =
              (complete, operations) -> {
                next.ifPresentOrElse(
                    pause -> operations.reschedule(complete, complete.getTimeDone().plus(pause)),
                    operations::stop);
                if (errand.isDue().test(instance.getId())) {
                  wake(
                      context.getSchedulerClient(),
                      new TaskInstance<Void>(errand.name(), instance.getId()));
                }
              };
          return completion;
        });
  }

  private static void wake(SchedulerClient client, TaskInstance<Void> instance) {
    try {
      client.schedule(instance, Instant.now(), ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
    } catch (TaskInstanceCurrentlyExecutingException | TaskInstanceNotFoundException e) {
      LOG.debug("{} is running, or was until now, and looks once more", instance, e);
    }
  }
}
