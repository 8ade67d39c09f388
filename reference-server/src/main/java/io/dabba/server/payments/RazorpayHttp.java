package io.dabba.server.payments;

import com.razorpay.RazorpayException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP under Razorpay's library. That has one client for the whole process, in a private field
 * that nothing sets, with Razorpay's host, a minute's timeouts and silent repetitions, and its
 * exceptions hide the status. Here the field is given a client of ours, which asks each call, by
 * its thread, where it goes and how long it may take. Calls that are none of ours go as ever.
 */
final class RazorpayHttp {
  private static final String LIBRARY = "com.razorpay.ApiUtils";
  private static final int BAD_REQUEST = 400;
  private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

  static {
    install();
  }

  private final HttpUrl url;
  private final int timeoutMillis;

  RazorpayHttp(URI url, Duration timeout) {
    this.url = HttpUrl.get(url);
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
  }

  /** A call of the library. */
  @FunctionalInterface
  interface LibraryCall<T> {
    T run() throws RazorpayException;
  }

  /** One call on its way. */
  private static final class Exchange {
    private final RazorpayHttp http;
    private final Optional<String> refundKey;
    private int status;

    private Exchange(RazorpayHttp http, Optional<String> refundKey) {
      this.http = http;
      this.refundKey = refundKey;
    }
  }

  <T> T call(LibraryCall<T> call) throws RazorpayRefusal, RazorpayException {
    return call(Optional.empty(), call);
  }

  /**
   * Calls.
   *
   * @param refundKey under which a refund is made once
   */
  <T> T call(Optional<String> refundKey, LibraryCall<T> call)
      throws RazorpayRefusal, RazorpayException {
    Exchange exchange = new Exchange(this, refundKey);
    CURRENT.set(exchange);
    try {
      return call.run();
    } catch (RazorpayException e) {
      if (exchange.status == BAD_REQUEST) {
        throw new RazorpayRefusal(String.valueOf(e.getMessage()), e);
      }
      throw e;
    } finally {
      CURRENT.remove();
    }
  }

  private static Response intercept(Interceptor.Chain chain) throws IOException {
    Exchange exchange = CURRENT.get();
    if (exchange == null) {
      return chain.proceed(chain.request());
    }
    RazorpayHttp http = exchange.http;
    Request request = chain.request();
    Request.Builder ours =
        request
            .newBuilder()
            .url(
                request
                    .url()
                    .newBuilder()
                    .scheme(http.url.scheme())
                    .host(http.url.host())
                    .port(http.url.port())
                    .build());
    exchange.refundKey.ifPresent(key -> ours.header("X-Refund-Idempotency", key));
    Response response =
        chain
            .withConnectTimeout(http.timeoutMillis, TimeUnit.MILLISECONDS)
            .withReadTimeout(http.timeoutMillis, TimeUnit.MILLISECONDS)
            .withWriteTimeout(http.timeoutMillis, TimeUnit.MILLISECONDS)
            .proceed(ours.build());
    exchange.status = response.code();
    return response;
  }

  private static void install() {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .retryOnConnectionFailure(false)
            .addInterceptor(RazorpayHttp::intercept)
            .build();
    try {
      Field field = Class.forName(LIBRARY).getDeclaredField("client");
      field.setAccessible(true);
      field.set(null, client);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Razorpay's library is of another version", e);
    }
  }
}
