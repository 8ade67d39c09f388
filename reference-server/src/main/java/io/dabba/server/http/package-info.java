/**
 * What every route needs: JSON bodies and query parameters checked field by field, RFC 9457
 * problems, and one writer per WebSocket. Begin at {@link io.dabba.server.http.JsonBody} and {@link
 * io.dabba.server.http.ProblemException}.
 *
 * <pre>{@code
 * rules.post("/v1/addresses", (request, response) -> {
 *   JsonBody body = JsonBody.read(request);
 *   double lat = body.decimal("lat", -90, 90);
 *   Json.send(response, Status.CREATED_201, addresses.add(lat, body.decimal("lng", -180, 180)));
 * });
 * }</pre>
 */
@NullMarked
package io.dabba.server.http;

import org.jspecify.annotations.NullMarked;
