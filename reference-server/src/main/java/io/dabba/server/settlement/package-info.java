/**
 * Brings money where it belongs: what the gateways say is applied to payments, orders and the
 * ledger.
 */
@NullMarked
package io.dabba.server.settlement;

import org.jspecify.annotations.NullMarked;
