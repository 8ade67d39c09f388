package io.dabba.server.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dabba.server.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SearchThreadsTest {
  @Test
  void searchesRunOnPlatformThreads_andWhatTheyThrowIsThrown() {
    try (SearchThreads threads = new SearchThreads()) {
      assertThat(threads.run(() -> Thread.currentThread().isVirtual())).isFalse();
      IllegalArgumentException refusal = new IllegalArgumentException("cursor=x");
      assertThatThrownBy(() ->
              threads.run(() -> {
                throw refusal;
              }))
          .isSameAs(refusal);
    }
  }

  @Test
  void whoFindsTooManyWaiting_isToldToComeAgain_andTheOthersAreServed() throws Exception {
    int room = Runtime.getRuntime().availableProcessors() + SearchThreads.MAX_WAITING;
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (SearchThreads threads = new SearchThreads();
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < room + 1; i++) {
        answers.add(
            people.submit(() -> {
              try {
                return threads.run(() -> go.await(1, TimeUnit.MINUTES));
              } catch (ProblemException e) {
                assertThat(e.problem().status()).isEqualTo(503);
                refused.countDown();
                return false;
              }
            }));
      }
      assertThat(refused.await(1, TimeUnit.MINUTES)).isTrue();
      go.countDown();
      int served = 0;
      for (Future<Boolean> answer : answers) {
        served += answer.get() ? 1 : 0;
      }
      assertThat(served).isEqualTo(room);
    }
  }
}
