/** The side panel: figures, and the list of orders under way. */
import { byId, el, glyph, setChildren, setText } from './dom.js';
import { SHAPES } from './shapes.js';
import {
  AVAILABILITIES, FAILURE_REASONS, ORDER_STATUSES, cssName, isFinal, label, secondsBetween, shortId, span,
} from './words.js';

const MOST_ROWS = 200;
const MOST_FAILED = 5;

export class Panel {
  #pick;
  #live = null;
  #names = new Map();
  #chosen = null;
  #status = null;
  #rows = new Map();
  #tiles = new Map();
  #search = byId('search');

  /** @param pick called with the id of an order that is clicked, or null to let go of it */
  constructor(pick) {
    this.#pick = pick;
    this.#search.addEventListener('input', () => this.#list());
  }

  show(live) {
    this.#live = live;
    this.#names = new Map(live.restaurants.map(r => [r.id, r.name]));
    this.#figures('orders', ORDER_STATUSES, byId('order-figures'));
    this.#figures('riders', AVAILABILITIES, byId('rider-figures'));
    this.#failed(live);
    this.#list();
  }

  choose(orderId) {
    this.#chosen = orderId;
    for (const [id, row] of this.#rows) {
      mark(row, id === orderId);
    }
  }

  /** Lists only what has this text. */
  searchFor(text) {
    this.#search.value = text;
    this.#list();
  }

  /** The latest rides of which operations should know; the answer has those of three hours. */
  #failed({ failedRides = [], now }) {
    byId('attention').hidden = failedRides.length === 0;
    setText(byId('failed'), `${failedRides.length}`);
    const lines = failedRides.slice(0, MOST_FAILED).map(ride => [
      `${span(secondsBetween(ride.at, now))} ago`,
      this.#names.get(ride.restaurantId) ?? ride.restaurantId,
      label(FAILURE_REASONS, ride.reason),
    ].join(' · '));
    const list = byId('failed-rides');
    setChildren(list, lines.map((_, place) => list.children[place] ?? el('li')));
    lines.forEach((line, place) => setText(list.children[place], line));
  }

  #figures(kind, words, list) {
    const prefix = `${kind}_`;
    const counts = new Map([...words.keys()].filter(word => word !== 'OFFLINE').map(word => [word, 0]));
    for (const [name, count] of Object.entries(this.#live.figures)) {
      if (name.startsWith(prefix)) {
        counts.set(name.slice(prefix.length).toUpperCase(), count);
      }
    }
    setChildren(list, [...counts].map(([word, count]) => this.#tile(kind, words, word, count)));
  }

  #tile(kind, words, word, count) {
    const name = `${kind}_${word}`;
    let tile = this.#tiles.get(name);
    if (!tile) {
      const figure = el('span', { class: 'count' });
      const text = [el('span', { class: 'dot' }), figure, el('span', { class: 'word' }, label(words, word))];
      const filters = kind === 'orders' && !isFinal(word);
      const inside = filters
        ? el('button', { type: 'button', 'aria-pressed': 'false', onclick: () => this.#filter(word) }, ...text)
        : el('div', {}, ...text);
      inside.title = words.get(word)?.says ?? '';
      const css = cssName(kind === 'orders' ? 'order' : 'rider', word);
      tile = { element: el('li', { class: css }, inside), inside, figure };
      this.#tiles.set(name, tile);
    }
    setText(tile.figure, count.toLocaleString());
    return tile.element;
  }

  #filter(status) {
    this.#status = this.#status === status ? null : status;
    for (const [name, tile] of this.#tiles) {
      if (tile.inside.tagName === 'BUTTON') {
        tile.inside.setAttribute('aria-pressed', String(name === `orders_${this.#status}`));
      }
    }
    this.#list();
  }

  #list() {
    if (!this.#live) {
      return;
    }
    const words = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.#live.orders.filter(order => this.#matches(order, words));
    const shown = found.slice(0, MOST_ROWS);
    const rows = new Map(shown.map(order => [order.id, this.#rows.get(order.id) ?? this.#row(order)]));
    shown.forEach(order => this.#fill(rows.get(order.id), order));
    this.#rows = rows;
    setChildren(byId('orders'), [...rows.values()].map(row => row.element));
    const all = this.#live.orders.length;
    setText(byId('shown'), found.length === all ? `${all}` : `${found.length} of ${all}`);
    this.#sayWhatIsMissing(found.length, all);
  }

  #sayWhatIsMissing(found, all) {
    const text = found > MOST_ROWS
      ? `The ${MOST_ROWS} oldest are listed; search for the others.`
      : found > 0 ? '' : all > 0 ? 'No order under way is like that.' : 'No order is under way.';
    setText(byId('empty'), text);
    byId('empty').hidden = text === '';
  }

  #matches(order, words) {
    if (this.#status && order.status !== this.#status) {
      return false;
    }
    const text = [
      order.id, label(ORDER_STATUSES, order.status), this.#names.get(order.restaurantId) ?? '',
      order.restaurantId, order.riderId ?? '',
    ].join(' ').toLowerCase();
    return words.every(word => text.includes(word));
  }

  #row(order) {
    const parts = {
      status: el('span', { class: 'status' }),
      age: el('span', { class: 'age', title: 'since it was placed' }),
      restaurant: el('span', { class: 'restaurant' }),
      rest: el('span', { class: 'rest' }),
    };
    const button = el('button', {
      type: 'button',
      onclick: () => this.#pick(this.#chosen === order.id ? null : order.id),
    }, glyph(SHAPES.door, 'filled'), parts.restaurant, parts.age, parts.status, parts.rest);
    const row = { ...parts, button, element: el('li', {}, button) };
    mark(row, order.id === this.#chosen);
    return row;
  }

  #fill(row, order) {
    row.element.className = cssName('order', order.status);
    setText(row.status, label(ORDER_STATUSES, order.status));
    setText(row.age, span(secondsBetween(order.placedAt, this.#live.now)));
    setText(row.restaurant, this.#names.get(order.restaurantId) ?? order.restaurantId);
    setText(row.rest, [order.riderId, shortId(order.id)].filter(Boolean).join(' · '));
  }
}

function mark(row, chosen) {
  row.button.setAttribute('aria-pressed', String(chosen));
}
