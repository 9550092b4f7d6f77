import type { Chart } from '../views/explain/protocol.ts';
import { element } from './elements.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** The picture's own units; it is stretched to its place. */
const WIDTH = 1000;
const HEIGHT = 100;

/** A line over time under its limit. Screen readers get the same in a sentence. */
export function chart({ points, limit, limitLabel, from, to, spoken }: Chart): HTMLElement {
  const places = points.map(({ x, y }) => `${round(x * WIDTH)},${round((1 - y) * HEIGHT)}`);
  const first = points[0]?.x ?? 0;
  const last = points.at(-1)?.x ?? 0;
  const under = [...places, `${round(last * WIDTH)},${HEIGHT}`, `${round(first * WIDTH)},${HEIGHT}`];
  const picture = drawn(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': spoken },
    drawn('polygon', { points: under.join(' ') }),
    drawn('polyline', { points: places.join(' ') }),
    level(0, 'ground'),
    ...(limit === undefined ? [] : [level(limit, 'limit')]),
  );
  return element(
    'figure',
    '',
    element('div', 'plot', picture),
    element(
      'div',
      'ends',
      element('small', '', from),
      limitLabel === undefined ? undefined : element('span', 'key', `- - ${limitLabel}`),
      element('small', '', to),
    ),
  );
}

function level(y: number, className: string): SVGElement {
  const at = `${round((1 - y) * HEIGHT)}`;
  return drawn('line', { x1: '0', x2: `${WIDTH}`, y1: at, y2: at, class: className });
}

function drawn(
  tag: 'svg' | 'polygon' | 'polyline' | 'line',
  attributes: Readonly<Record<string, string>>,
  ...content: readonly SVGElement[]
): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

const round = (value: number): number => Math.round(value * 10) / 10;
