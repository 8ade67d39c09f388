/** Where each rider is shown: on the way from where he was shown to where he was last seen. */

// a little more than the time between two answers, so that a rider never stops between them
const GLIDE_MS = 1150;
const LONGEST_GLIDE_DEGREES = 0.02;

export class Motion {
  #riders = new Map();
  #still = matchMedia('(prefers-reduced-motion: reduce)');

  /** Takes in the riders of an answer; who is not in it is gone. */
  update(riders, now) {
    const next = new Map();
    for (const rider of riders) {
      const before = this.#riders.get(rider.id);
      const from = before === undefined ? rider : at(before, now);
      const far = Math.abs(from.lat - rider.lat) + Math.abs(from.lng - rider.lng);
      const glides = far > 0 && far < LONGEST_GLIDE_DEGREES && !this.#still.matches;
      next.set(rider.id, { rider, from: glides ? from : rider, begun: now });
    }
    this.#riders = next;
  }

  /** Each rider and where he is now. */
  *positions(now) {
    for (const entry of this.#riders.values()) {
      yield [entry.rider, at(entry, now)];
    }
  }

  position(id, now) {
    const entry = this.#riders.get(id);
    return entry === undefined ? null : at(entry, now);
  }

  rider(id) {
    return this.#riders.get(id)?.rider ?? null;
  }

  /** Whether anybody is still under way to where he was last seen. */
  moves(now) {
    for (const entry of this.#riders.values()) {
      if (entry.from !== entry.rider && now - entry.begun < GLIDE_MS) {
        return true;
      }
    }
    return false;
  }
}

function at({ rider, from, begun }, now) {
  const part = Math.min(1, (now - begun) / GLIDE_MS);
  return {
    lat: from.lat + (rider.lat - from.lat) * part,
    lng: from.lng + (rider.lng - from.lng) * part,
  };
}
