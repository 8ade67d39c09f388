/** The token of this tab, and the city as the server tells it each second. */

const TOKEN = 'dabba.token';
const EVERY_MS = 1000;
const PATIENCE_MS = 8000;
const LONGEST_WAIT_MS = 15000;

/**
 * The token: taken out of the address once (`#token=...`), so that it is in no history and no
 * bookmark, then kept for as long as the tab lives.
 */
export function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given !== null) {
    keepToken(given);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(TOKEN);
}

/** Keeps what looks like a token; anything else could not even be sent in a header. */
export function keepToken(token) {
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token.trim())) {
    sessionStorage.setItem(TOKEN, token.trim());
  } else {
    forgetToken();
  }
}

function forgetToken() {
  sessionStorage.removeItem(TOKEN);
}

/** Asks the API; a refusal is an error that has its `status`. */
export async function ask(path) {
  const response = await fetch(path, {
    headers: { Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}` },
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? response.statusText), { status: response.status });
  }
  return response.json();
}

/**
 * Polls `/v1/ops/live` while the page is looked at. When the server does not answer it waits
 * longer each time; when it refuses the token it stops.
 */
export class Feed {
  #hears;
  #city;
  #timer = 0;
  #failures = 0;
  #asking = false;
  #stopped = true;

  /** @param hears `live(city)`, `lost(milliseconds, reason)`, `refused(status)` */
  constructor(city, hears) {
    this.#city = city;
    this.#hears = hears;
    document.addEventListener('visibilitychange', () => this.now());
    addEventListener('online', () => this.now());
  }

  start() {
    this.#stopped = false;
    this.now();
  }

  /** Asks at once in place of waiting. */
  now() {
    if (!this.#stopped && !this.#asking) {
      clearTimeout(this.#timer);
      this.#poll();
    }
  }

  async #poll() {
    if (document.hidden) {
      return;
    }
    this.#asking = true;
    const begun = performance.now();
    try {
      const query = this.#city ? `?${new URLSearchParams({ city: this.#city })}` : '';
      const live = await ask(`/v1/ops/live${query}`);
      this.#failures = 0;
      this.#hears.live(live);
      this.#again(Math.max(0, EVERY_MS - (performance.now() - begun)));
    } catch (e) {
      this.#failed(e);
    } finally {
      this.#asking = false;
    }
  }

  #failed(e) {
    if (e.status === 401 || e.status === 403) {
      this.#stopped = true;
      forgetToken();
      this.#hears.refused(e.status);
      return;
    }
    const wait = Math.min(LONGEST_WAIT_MS, EVERY_MS * 2 ** this.#failures++);
    this.#hears.lost(wait, e.status ? e.message : null);
    this.#again(wait);
  }

  #again(milliseconds) {
    this.#timer = setTimeout(() => this.#poll(), milliseconds);
  }
}
