package io.dabba.server.money;

/**
 * An amount in the smallest unit of its currency.
 *
 * @param currency ISO 4217
 */
public record Money(long amountMinor, String currency) {}
