/** All that is known of the chosen order: what the live answer has, and what is asked for once. */
import { byId, el, setText } from './dom.js';
import { ask } from './live.js';
import {
  AVAILABILITIES, ORDER_STATUSES, VEHICLES, clock, cssName, distance, isFinal, label, money,
  secondsBetween, span,
} from './words.js';

const { L } = window;

export class Details {
  #element = byId('details');
  #letGo;
  #id = null;
  #live = null;
  #order = null;
  #askedFor = '';

  constructor(letGo) {
    this.#letGo = letGo;
  }

  choose(orderId) {
    this.#id = orderId;
    this.#order = null;
    this.#askedFor = '';
    this.#element.hidden = orderId === null;
    this.#element.replaceChildren();
    if (orderId !== null && this.#live) {
      this.show(this.#live);
      this.#element.scrollIntoView({ block: 'nearest' });
    }
  }

  show(live) {
    this.#live = live;
    if (this.#id === null) {
      return;
    }
    const now = live.orders.find(o => o.id === this.#id);
    this.#askWhenChanged(now?.status ?? 'ended');
    this.#render(now);
  }

  /** The whole order is asked for when it is chosen, and again when its status is another. */
  async #askWhenChanged(status) {
    const wanted = `${this.#id} ${status}`;
    if (this.#askedFor === wanted || (this.#order && isFinal(this.#order.status))) {
      return;
    }
    this.#askedFor = wanted;
    try {
      const order = await ask(`/v1/orders/${encodeURIComponent(this.#id)}`);
      if (order.id === this.#id) {
        this.#order = order;
        this.#render(this.#live.orders.find(o => o.id === this.#id));
      }
    } catch {
      // the live answer is shown without it; the next one asks again
      this.#askedFor = '';
    }
  }

  #render(now) {
    const status = now?.status ?? this.#order?.status;
    if (!status) {
      return;
    }
    const rows = this.#rows(now, status);
    const shape = `${status} ${rows.map(([name]) => name).join()}`;
    if (this.#element.dataset.shape !== shape || this.#element.childElementCount === 0) {
      this.#element.dataset.shape = shape;
      this.#element.className = `details ${cssName('order', status)}`;
      this.#element.replaceChildren(this.#head(status), el('dl', {}, ...rows.flatMap(
        ([name]) => [el('dt', {}, name), el('dd')])));
    }
    const values = this.#element.querySelectorAll('dd');
    rows.forEach(([, value, late], place) => {
      setText(values[place], value);
      values[place].classList.toggle('late', Boolean(late));
    });
  }

  #head(status) {
    return el('div', { class: 'details-head' },
      el('h2', {}, label(ORDER_STATUSES, status)),
      el('span', {}, ORDER_STATUSES.get(status)?.says ?? ''),
      el('button', { type: 'button', 'aria-label': 'Close', onclick: () => this.#letGo() }, '✕'));
  }

  #rows(now, status) {
    const order = this.#order;
    const restaurant = this.#live.restaurants.find(r => r.id === (now ?? order).restaurantId);
    const placedAt = (now ?? order).placedAt;
    const rows = [
      ['Order', this.#id],
      ['Restaurant', restaurant?.name ?? (now ?? order).restaurantId],
      ['Placed', `${clock(placedAt)}, ${span(secondsBetween(placedAt, this.#live.now))} ago`],
    ];
    if (order) {
      rows.push(promise(order, this.#live.now));
    }
    const riderId = now ? now.riderId : order?.rider?.id;
    if (riderId) {
      rows.push(['Rider', this.#rider(riderId, now, status)]);
    }
    if (order) {
      rows.push(
        ['To', order.address.text],
        ['Items', order.items.map(i => `${i.quantity} × ${i.name}`).join(', ')],
        ['Total', `${money(order.total)}, of it ${money(order.deliveryFee)} for the delivery`]);
      if (order.cancelReason) {
        rows.push(['Cancelled', label(new Map(), order.cancelReason)]);
      }
    }
    return rows;
  }

  #rider(id, now, status) {
    const named = this.#order?.rider?.id === id ? `${this.#order.rider.name} (${id})` : id;
    const rider = this.#live.riders.find(r => r.id === id);
    if (!rider) {
      return `${named}, position not known`;
    }
    const about = [
      named,
      label(VEHICLES, rider.vehicle).toLowerCase(),
      label(AVAILABILITIES, rider.availability).toLowerCase(),
    ];
    if (now) {
      const [stop, point] = status === 'PICKED_UP' ? ['door', now.dropoff] : ['restaurant', now.pickup];
      about.push(`${distance(L.latLng(rider).distanceTo(point))} from the ${stop}`);
    }
    about.push(`seen ${span(secondsBetween(rider.at, this.#live.now))} ago`);
    return about.join(', ');
  }
}

function promise(order, now) {
  if (order.deliveredAt) {
    const late = secondsBetween(order.promisedAt, order.deliveredAt);
    return ['Delivered', `${clock(order.deliveredAt)}, promised for ${clock(order.promisedAt)}`, late > 0];
  }
  const left = secondsBetween(now, order.promisedAt);
  return ['Promised', left >= 0 || isFinal(order.status)
    ? `for ${clock(order.promisedAt)}${left >= 0 ? `, in ${span(left)}` : ''}`
    : `for ${clock(order.promisedAt)}, late by ${span(-left)}`, left < 0 && !isFinal(order.status)];
}
