/** The few strokes that the map is painted with. Alpha holds until it is set again. */
export class Brush {
  #paper = '';
  #paths = new Map();
  #scale = 1;

  constructor(context) {
    this.context = context;
  }

  set alpha(alpha) {
    this.context.globalAlpha = alpha;
  }

  clear(size, density, zoom, paper) {
    this.#paper = paper;
    this.#scale = zoom < 12 ? 0.7 : zoom < 13 ? 0.85 : 1;
    this.context.setTransform(density, 0, 0, density, 0, 0);
    this.context.clearRect(0, 0, size.x, size.y);
    this.context.lineJoin = 'round';
    this.context.font = '12px system-ui, sans-serif';
  }

  line(from, to, color, width, dash) {
    const c = this.context;
    c.strokeStyle = color;
    c.lineWidth = width;
    c.setLineDash(dash);
    c.beginPath();
    c.moveTo(from.x, from.y);
    c.lineTo(to.x, to.y);
    c.stroke();
    c.setLineDash([]);
  }

  ring({ x, y }, radius, color) {
    const c = this.context;
    c.strokeStyle = color;
    c.lineWidth = 2;
    c.beginPath();
    c.arc(x, y, radius, 0, 2 * Math.PI);
    c.stroke();
  }

  /** A shape filled with a colour, or with paper inside an outline of that colour. */
  stamp(path, { x, y }, color, filled) {
    const c = this.context;
    let shape = this.#paths.get(path);
    if (!shape) {
      shape = new Path2D(path);
      this.#paths.set(path, shape);
    }
    c.save();
    c.translate(x, y);
    c.scale(this.#scale, this.#scale);
    // a rim of paper keeps shapes apart that lie over each other
    c.strokeStyle = this.#paper;
    c.lineWidth = filled ? 2.5 : 4.5;
    c.stroke(shape);
    c.fillStyle = filled ? color : this.#paper;
    c.fill(shape);
    if (!filled) {
      c.strokeStyle = color;
      c.lineWidth = 2;
      c.stroke(shape);
    }
    c.restore();
  }

  text(text, { x, y }, color, gap) {
    const c = this.context;
    c.strokeStyle = this.#paper;
    c.lineWidth = 4;
    c.strokeText(text, x + gap, y + 4);
    c.fillStyle = color;
    c.fillText(text, x + gap, y + 4);
  }
}
