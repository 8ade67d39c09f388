/**
 * The map's background in place of tiles: a grid whose cells measure a round number of metres,
 * fixed to the ground so that it moves with the map.
 */

const METERS_PER_DEGREE = 111_195;
const STEPS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
const NARROWEST_PX = 55;
const MAJOR = 5;

export function drawPaper(context, map, size, colors) {
  const view = map.getBounds();
  const middle = map.getCenter();
  const pixelsPerMeter = size.y
    / Math.max(1, (view.getNorth() - view.getSouth()) * METERS_PER_DEGREE);
  const step = STEPS.find(meters => meters * pixelsPerMeter >= NARROWEST_PX) ?? STEPS.at(-1);
  const height = step / METERS_PER_DEGREE;
  // whole degrees, or the columns would slide while the map is moved north
  const width = height / Math.max(0.1, Math.cos((Math.round(middle.lat) * Math.PI) / 180));
  context.lineWidth = 1;
  for (let n = Math.ceil(view.getSouth() / height); n * height <= view.getNorth(); n++) {
    const y = Math.round(map.latLngToContainerPoint([n * height, middle.lng]).y) + 0.5;
    line(context, 0, y, size.x, y, n % MAJOR === 0 ? colors.gridMajor : colors.grid);
  }
  for (let n = Math.ceil(view.getWest() / width); n * width <= view.getEast(); n++) {
    const x = Math.round(map.latLngToContainerPoint([middle.lat, n * width]).x) + 0.5;
    line(context, x, 0, x, size.y, n % MAJOR === 0 ? colors.gridMajor : colors.grid);
  }
}

function line(context, x1, y1, x2, y2, color) {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
