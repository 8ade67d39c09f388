/** What is shown of the words of the API. A value that this page does not know is shown as it is. */

/** Orders by status, in the order of their life. */
export const ORDER_STATUSES = new Map([
  ['CREATED', { label: 'Created', says: 'stored, not paid for yet' }],
  ['PAYMENT_PENDING', { label: 'Payment pending', says: 'the gateway or the customer has to act' }],
  ['CONFIRMED', { label: 'Confirmed', says: 'paid for, waiting for a rider' }],
  ['ASSIGNED', { label: 'Assigned', says: 'a rider has accepted' }],
  ['READY', { label: 'Ready', says: 'a rider has accepted and the food is ready' }],
  ['PICKED_UP', { label: 'Picked up', says: 'the rider has the food' }],
  ['DELIVERED', { label: 'Delivered', says: 'at the door' }],
  ['CANCELLED', { label: 'Cancelled', says: 'ended on the way' }],
]);

export const AVAILABILITIES = new Map([
  ['AVAILABLE', { label: 'Available', says: 'on shift, with no ride and no offer' }],
  ['OFFERED', { label: 'Offered', says: 'holding an open offer' }],
  ['RIDING', { label: 'Riding', says: 'on a ride' }],
  ['OFFLINE', { label: 'Offline', says: 'not on shift' }],
]);

export const VEHICLES = new Map([
  ['WALKING', { label: 'Walking' }],
  ['BICYCLE', { label: 'Bicycle' }],
  ['MOTORCYCLE', { label: 'Motorcycle' }],
  ['CAR', { label: 'Car' }],
]);

export const FAILURE_REASONS = new Map([
  ['ROUNDS_OVER', { label: 'nobody near' }],
  ['TIME_OVER', { label: 'nobody in time' }],
]);

const FINAL = new Set(['DELIVERED', 'CANCELLED']);

export function isFinal(status) {
  return FINAL.has(status);
}

export function label(words, value) {
  return words.get(value)?.label ?? value.toLowerCase().replaceAll('_', ' ');
}

/** The name of a CSS variable or class for a value, as `--order-picked-up`. */
export function cssName(kind, value) {
  return `${kind}-${value.toLowerCase().replaceAll('_', '-')}`;
}

/** A span of time in the unit that matters: 40 s, 12 min, 1 h 05 min. */
export function span(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return `${s} s`;
  }
  const minutes = Math.floor(s / 60);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export function secondsBetween(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

const CLOCK = new Intl.DateTimeFormat([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const CLOCK_WITH_ZONE = new Intl.DateTimeFormat([], {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
});

export function clock(instant) {
  return CLOCK.format(new Date(instant));
}

export function clockWithZone(instant) {
  return CLOCK_WITH_ZONE.format(new Date(instant));
}

export function distance(meters) {
  return meters < 1000 ? `${Math.round(meters / 10) * 10} m` : `${(meters / 1000).toFixed(1)} km`;
}

export function money({ amountMinor, currency }) {
  const format = new Intl.NumberFormat([], { style: 'currency', currency });
  return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** Ids are time-ordered, so it is their end that tells them apart. */
export function shortId(id) {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}
