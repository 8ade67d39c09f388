package io.dabba.server.payments;

/** That Razorpay did not do what it was asked (400), and why. */
final class RazorpayRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  RazorpayRefusal(String reason, Exception cause) {
    super(reason, cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
