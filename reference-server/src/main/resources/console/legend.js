/** What the marks of the map mean, drawn from the same shapes and colours. */
import { el, glyph } from './dom.js';
import { SHAPES, riderShape } from './shapes.js';
import { AVAILABILITIES, ORDER_STATUSES, VEHICLES, cssName, isFinal } from './words.js';

export function legend() {
  const entry = (mark, text) => el('li', {}, mark, el('span', {}, text));
  const block = (title, ...entries) => el('section', {}, el('h3', {}, title), el('ul', {}, ...entries));
  return [
    block('Riders', ...[...AVAILABILITIES].filter(([name]) => name !== 'OFFLINE').map(([name, word]) =>
      entry(glyph(
        name === 'OFFERED' ? `${SHAPES.WALKING}M-8,0a8,8 0 1,0 16,0a8,8 0 1,0 -16,0` : SHAPES.WALKING,
        `${cssName('rider', name)} ${name === 'AVAILABLE' ? 'outlined' : name === 'OFFERED' ? 'ringed' : 'filled'}`,
      ), word.label))),
    block('Vehicles', ...[...VEHICLES].map(([name, word]) =>
      entry(glyph(riderShape(name), 'neutral filled'), word.label))),
    block('Orders', ...[...ORDER_STATUSES].filter(([name]) => !isFinal(name)).map(([name, word]) =>
      entry(glyph(SHAPES.door, `${cssName('order', name)} filled`), word.label))),
    block('Places and ways',
      entry(glyph(SHAPES.restaurant, 'neutral filled'), 'Restaurant'),
      entry(glyph(SHAPES.door, 'neutral filled'), 'Door of an order'),
      entry(glyph('M-9,0H9', 'neutral way'), 'The rider goes there now'),
      entry(glyph('M-9,0H9', 'neutral way later'), 'Still to come')),
  ];
}
