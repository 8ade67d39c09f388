/** Wires the page: one feed, and what shows it. */
import { CityMap } from './city-map.js';
import { Details } from './details.js';
import { byId, el, setText } from './dom.js';
import { legend } from './legend.js';
import { Feed, ask, keepToken, takeToken } from './live.js';
import { Panel } from './panel.js';
import { AVAILABILITIES, ORDER_STATUSES, VEHICLES, clockWithZone, label, shortId } from './words.js';

const WIDE = matchMedia('(min-width: 800px)');
let live = null;
let lostSince = null;

const map = new CityMap(byId('map'), { hover: showTip, pick: pickOnMap });
const panel = new Panel(choose);
const details = new Details(() => choose(null));
const feed = new Feed(new URLSearchParams(location.search).get('city'), {
  live: show,
  lost: showLost,
  refused: status => openDoor(status),
});

byId('legend-body').append(...legend());
byId('legend').open = WIDE.matches;
byId('retry').addEventListener('click', () => feed.now());
byId('door-form').addEventListener('submit', e => {
  e.preventDefault();
  keepToken(byId('door-token').value);
  byId('door-token').value = '';
  enter();
});
addEventListener('hashchange', enter);
addEventListener('keydown', e => {
  if (e.key === 'Escape') {
    choose(null);
  }
});
enter();

function enter() {
  if (takeToken() === null) {
    openDoor(null);
    return;
  }
  byId('door').hidden = true;
  document.querySelector('main').inert = false;
  feed.start();
}

function openDoor(status) {
  byId('door').hidden = false;
  document.querySelector('main').inert = true;
  byId('banner').hidden = true;
  setText(byId('door-text'), {
    401: 'The token is not valid, or it has expired.',
    403: 'The token is not one of ops: its role may not look at the whole city.',
  }[status] ?? 'It shows every rider and every order, so it is for ops only.');
  byId('door-token').focus();
}

function show(next) {
  if (live === null || lostSince !== null) {
    showSpeed();
  }
  live = next;
  lostSince = null;
  byId('banner').hidden = true;
  document.body.classList.remove('lost');
  document.title = `${live.name} · Dabba console`;
  setText(byId('city'), live.name);
  setText(byId('now'), clockWithZone(live.now));
  byId('now').dateTime = live.now;
  map.show(live);
  panel.show(live);
  details.show(live);
}

/** Domain time may go faster than the clock on the wall; that is said once per connection. */
async function showSpeed() {
  try {
    const { speed } = await ask('/v1/clock');
    setText(byId('speed'), speed === 1 ? '' : `× ${speed}`);
  } catch {
    setText(byId('speed'), '');
  }
}

/** @param reason what the server said; null if it said nothing */
function showLost(milliseconds, reason) {
  lostSince ??= new Date();
  const since = clockWithZone(lostSince);
  const what = reason === null ? `Connection lost since ${since}.` : `No live picture since ${since}: ${reason}.`;
  setText(byId('banner-text'), `${what} Next try in ${Math.round(milliseconds / 1000)} s.`);
  byId('banner').hidden = false;
  document.body.classList.add('lost');
}

function choose(orderId) {
  map.choose(orderId);
  panel.choose(orderId);
  details.choose(orderId);
}

function pickOnMap(hit) {
  if (hit === null) {
    choose(null);
  } else if (hit.kind === 'order') {
    choose(hit.id);
  } else if (hit.kind === 'rider') {
    choose(live.orders.find(o => o.riderId === hit.id)?.id ?? null);
  } else {
    panel.searchFor(live.restaurants.find(r => r.id === hit.id)?.name ?? '');
  }
}

function showTip(hit, point) {
  const tip = byId('tip');
  const lines = hit === null ? [] : describe(hit);
  tip.hidden = lines.length === 0;
  if (tip.hidden) {
    return;
  }
  tip.replaceChildren(...lines.map((line, place) => el(place === 0 ? 'strong' : 'span', {}, line)));
  const room = tip.parentElement.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(point.x + 14, room.width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${Math.max(4, Math.min(point.y + 14, room.height - tip.offsetHeight - 4))}px`;
}

function describe({ kind, id }) {
  if (kind === 'rider') {
    const rider = live.riders.find(r => r.id === id);
    return rider
      ? [rider.id, `${label(VEHICLES, rider.vehicle)}, ${label(AVAILABILITIES, rider.availability).toLowerCase()}`]
      : [];
  }
  const place = kind === 'order' ? live.orders.find(o => o.id === id) : null;
  const restaurant = live.restaurants.find(r => r.id === (place?.restaurantId ?? id));
  if (kind === 'order') {
    return place
      ? [label(ORDER_STATUSES, place.status), restaurant?.name ?? place.restaurantId, `order ${shortId(id)}`]
      : [];
  }
  return restaurant ? [restaurant.name, restaurant.open ? 'open' : 'closed'] : [];
}
