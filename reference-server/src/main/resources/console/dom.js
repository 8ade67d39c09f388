/** Elements without HTML strings: whatever is given as text stays text. */

export function byId(id) {
  return document.getElementById(id);
}

/** An element with properties (`class`, `dataset`, `on...`, attributes) and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      element.className = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Writes only what changed, so that a selection or a screen reader is not disturbed each second. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Makes the children of a list these, moving only those that are not in their place. */
export function setChildren(parent, wanted) {
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) {
      parent.insertBefore(child, parent.children[place] ?? null);
    }
  });
  while (parent.children.length > wanted.length) {
    parent.lastElementChild.remove();
  }
}

const SVG = 'http://www.w3.org/2000/svg';

/** A small drawing of one path around 0,0, coloured by its CSS class. */
export function glyph(path, cssClass) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-9 -9 18 18');
  svg.setAttribute('class', `glyph ${cssClass}`);
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
