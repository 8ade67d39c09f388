/** The outlines on the map and in the legend, as SVG paths around 0,0. */
export const SHAPES = {
  WALKING: 'M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z',
  BICYCLE: 'M0,-6.5L6,0L0,6.5L-6,0Z',
  MOTORCYCLE: 'M0,-6.5L6.2,4.8L-6.2,4.8Z',
  CAR: 'M-5,-5H5V5H-5Z',
  restaurant: 'M-2.5,-3.5V-5.5H2.5V-3.5M-5,-3.5H5V-0.5H-5ZM-4.5,0.7H4.5V5H-4.5Z',
  door: 'M0,-6L6,-0.5H4.2V5.5H-4.2V-0.5H-6Z',
};

export function riderShape(vehicle) {
  return SHAPES[vehicle] ?? SHAPES.WALKING;
}
