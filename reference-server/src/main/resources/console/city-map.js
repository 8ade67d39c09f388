/**
 * The live map: Leaflet for moving and zooming, one canvas over it for everything that is shown,
 * because thousands of riders that move each frame are too many elements.
 */
import { Brush } from './brush.js';
import { Motion } from './motion.js';
import { drawPaper } from './paper.js';
import { SHAPES, riderShape } from './shapes.js';
import { AVAILABILITIES, ORDER_STATUSES, cssName, secondsBetween } from './words.js';

const { L } = window;
const NEAR_PX = 13;
const SMALL_PX = 90;
const CHOSEN_RADIUS_PX = 12;
const OLD_POSITION_SECONDS = 120;
const NAMES_FROM_ZOOM = 15.5;
const TO_PICKUP = new Set(['ASSIGNED', 'READY']);

export class CityMap {
  #map;
  #canvas = document.createElement('canvas');
  #brush = new Brush(this.#canvas.getContext('2d'));
  #motion = new Motion();
  #live = { riders: [], restaurants: [], orders: [] };
  #chosen = null;
  #colors = {};
  #frame = 0;
  #moved = false;
  #fitted = false;
  #looking = false;
  #hits = [];

  /** @param hears `hover(hit or null, point)` and `pick(hit or null)`; a hit is `{kind, id}` */
  constructor(element, hears) {
    this.#map = L.map(element, {
      attributionControl: false,
      zoomAnimation: false, // the canvas follows each frame, and has no stretched copy to animate
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 120,
      minZoom: 3,
      maxZoom: 18,
    }).setView([0, 0], 3);
    L.control.scale({ imperial: false }).addTo(this.#map);
    this.#addFitButton();
    this.#canvas.className = 'city-canvas';
    element.append(this.#canvas);
    this.#map.on('move zoom resize', () => this.#draw());
    this.#map.on('movestart', () => { this.#moved ||= !this.#looking; });
    this.#map.on('mousemove', e => hears.hover(this.#hit(e.containerPoint), e.containerPoint));
    this.#map.on('mouseout movestart', () => hears.hover(null));
    this.#map.on('click', e => {
      const hit = this.#hit(e.containerPoint);
      hears.hover(hit, e.containerPoint);
      hears.pick(hit);
    });
    new ResizeObserver(() => this.#resized()).observe(element);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#readColors());
    this.#readColors();
  }

  show(live) {
    this.#live = live;
    this.#motion.update(live.riders, performance.now());
    if (!this.#fitted) {
      this.#fit();
    }
    this.#draw();
  }

  /** Highlights an order, and goes nearer if it cannot be seen well; lets go of it with null. */
  choose(orderId) {
    this.#chosen = orderId;
    const order = this.#live.orders.find(o => o.id === orderId);
    if (order) {
      const points = L.latLngBounds([order.pickup, order.dropoff]);
      const rider = order.riderId ? this.#motion.rider(order.riderId) : null;
      if (rider) {
        points.extend(rider);
      }
      const across = this.#point(points.getSouthWest()).distanceTo(this.#point(points.getNorthEast()));
      if (!this.#map.getBounds().contains(points) || across < SMALL_PX) {
        this.#look(points, { padding: [50, 50], maxZoom: 15 });
      }
    } else if (orderId === null && !this.#moved) {
      this.#fit();
    }
    this.#draw();
  }

  #addFitButton() {
    const Fit = L.Control.extend({
      onAdd: () => {
        const bar = L.DomUtil.create('div', 'leaflet-bar leaflet-control');
        const button = L.DomUtil.create('a', 'fit', bar);
        button.href = '#';
        button.role = 'button';
        button.title = 'Show the whole city';
        button.setAttribute('aria-label', button.title);
        button.textContent = '⤢';
        L.DomEvent.disableClickPropagation(bar);
        L.DomEvent.on(button, 'click', e => {
          L.DomEvent.preventDefault(e);
          this.#moved = false;
          this.#fit();
        });
        return bar;
      },
    });
    new Fit({ position: 'topleft' }).addTo(this.#map);
  }

  /** Restaurants and doors make the city, so that no rider who is lost makes it the world. */
  #fit() {
    const { restaurants, orders, riders } = this.#live;
    const places = [...restaurants, ...orders.map(o => o.dropoff)].map(p => [p.lat, p.lng]);
    const city = L.latLngBounds(places.length > 0 ? places : riders.map(r => [r.lat, r.lng]));
    if (city.isValid()) {
      const near = city.pad(0.3);
      riders.filter(rider => near.contains(rider)).forEach(rider => city.extend(rider));
      this.#fitted = true;
      this.#look(city, { padding: [24, 24], maxZoom: 16 });
    }
  }

  /** Moves the map by itself, which is not to be taken for the user's doing. */
  #look(bounds, options) {
    this.#looking = true;
    this.#map.fitBounds(bounds, { ...options, animate: false });
    this.#looking = false;
  }

  #resized() {
    this.#map.invalidateSize({ animate: false });
    if (!this.#moved) {
      this.#fit();
    }
    this.#draw();
  }

  #readColors() {
    const style = getComputedStyle(document.documentElement);
    const read = name => style.getPropertyValue(`--${name}`).trim();
    this.#colors = {
      paper: read('paper'),
      ink: read('ink'),
      muted: read('muted'),
      grid: read('grid'),
      gridMajor: read('grid-major'),
      order: new Map([...ORDER_STATUSES.keys()].map(s => [s, read(cssName('order', s))])),
      rider: new Map([...AVAILABILITIES.keys()].map(a => [a, read(cssName('rider', a))])),
    };
    this.#draw();
  }

  #draw() {
    if (!this.#frame) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#paint();
        if (this.#motion.moves(performance.now())) {
          this.#draw();
        }
      });
    }
  }

  #paint() {
    const size = this.#map.getSize();
    const density = devicePixelRatio || 1;
    const [width, height] = [Math.round(size.x * density), Math.round(size.y * density)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#brush.clear(size, density, this.#map.getZoom(), this.#colors.paper);
    drawPaper(this.#brush.context, this.#map, size, this.#colors);
    this.#hits = [];
    const now = performance.now();
    const chosen = this.#live.orders.find(o => o.id === this.#chosen);
    const dim = chosen ? 0.3 : 1;
    for (const order of this.#live.orders) {
      if (order !== chosen) {
        this.#paintOrder(order, now, dim * 0.75, 1.6);
      }
    }
    this.#paintRestaurants(chosen, dim);
    this.#paintRiders(now, chosen, dim);
    if (chosen) {
      this.#paintChosen(chosen, now);
    }
  }

  #paintOrder(order, now, alpha, width) {
    const brush = this.#brush;
    const color = this.#colors.order.get(order.status) ?? this.#colors.muted;
    const pickup = this.#point(order.pickup);
    const door = this.#point(order.dropoff);
    const seen = order.riderId ? this.#motion.position(order.riderId, now) : null;
    brush.alpha = alpha;
    if (order.status === 'PICKED_UP') {
      brush.line(seen ? this.#point(seen) : pickup, door, color, width, []);
    } else {
      if (seen && TO_PICKUP.has(order.status)) {
        brush.line(this.#point(seen), pickup, color, width, []);
      }
      brush.line(pickup, door, color, width * 0.75, [3, 5]);
    }
    brush.stamp(SHAPES.door, door, color, true);
    this.#hits.push({ kind: 'order', id: order.id, point: door });
    brush.alpha = 1;
  }

  #paintRestaurants(chosen, dim) {
    const brush = this.#brush;
    const named = this.#map.getZoom() >= NAMES_FROM_ZOOM;
    for (const restaurant of this.#live.restaurants) {
      const point = this.#point(restaurant);
      brush.alpha = (chosen?.restaurantId === restaurant.id ? 1 : dim) * (restaurant.open ? 0.9 : 0.4);
      brush.stamp(SHAPES.restaurant, point, this.#colors.ink, true);
      this.#hits.push({ kind: 'restaurant', id: restaurant.id, point });
      const ofChosen = chosen?.restaurantId === restaurant.id;
      if (named || ofChosen) {
        brush.text(restaurant.name, point, this.#colors.ink, ofChosen ? CHOSEN_RADIUS_PX + 4 : 9);
      }
    }
    brush.alpha = 1;
  }

  #paintRiders(now, chosen, dim) {
    const brush = this.#brush;
    for (const [rider, position] of this.#motion.positions(now)) {
      const point = this.#point(position);
      const color = this.#colors.rider.get(rider.availability) ?? this.#colors.muted;
      const old = secondsBetween(rider.at, this.#live.now) > OLD_POSITION_SECONDS;
      brush.alpha = (chosen?.riderId === rider.id ? 1 : dim) * (old ? 0.4 : 1);
      if (rider.availability === 'OFFERED') {
        brush.ring(point, 10, color);
      }
      // who is free is an outline, so that it does not take colours to tell him from the busy
      brush.stamp(riderShape(rider.vehicle), point, color, rider.availability !== 'AVAILABLE');
      this.#hits.push({ kind: 'rider', id: rider.id, point });
    }
    brush.alpha = 1;
  }

  #paintChosen(order, now) {
    this.#paintOrder(order, now, 1, 3.5);
    const brush = this.#brush;
    const color = this.#colors.order.get(order.status) ?? this.#colors.ink;
    brush.ring(this.#point(order.pickup), CHOSEN_RADIUS_PX, color);
    brush.ring(this.#point(order.dropoff), CHOSEN_RADIUS_PX, color);
    const seen = order.riderId ? this.#motion.position(order.riderId, now) : null;
    if (seen) {
      brush.ring(this.#point(seen), CHOSEN_RADIUS_PX, this.#colors.ink);
    }
  }

  #point({ lat, lng }) {
    return this.#map.latLngToContainerPoint([lat, lng]);
  }

  /** What lies nearest to a point of the map; what is painted last wins. */
  #hit(point) {
    let nearest = null;
    let reach = NEAR_PX;
    for (const hit of this.#hits) {
      const distance = point.distanceTo(hit.point);
      if (distance <= reach) {
        reach = distance;
        nearest = hit;
      }
    }
    return nearest;
  }
}
