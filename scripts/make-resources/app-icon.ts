/** The app icon: a dial on ink whose edge burns towards the time that is left. */
import { box, disc, ink, line, ring } from "./picture.ts";
import type { Distance, Ink, Point, Shape } from "./picture.ts";

const ground = "#101820";
const paper = "#f5f3ef";
const track = "#3a434b";
const spark = "#fff3d6";
/** From the calm end to the flame, each from its place along the burnt part of the edge. */
const burn = [
  { from: 0, to: 0.62, first: ink("#50cec9"), last: ink("#f4c855") },
  { from: 0.62, to: 0.84, first: ink("#f4c855"), last: ink("#f99549") },
  { from: 0.84, to: 1, first: ink("#f99549"), last: ink("#fb5a4b") },
];
/** In turns, clockwise from twelve o'clock. */
const burntTo = 0.7;
const middle: Point = [0.5, 0.5];

interface Measures {
  readonly radius: number;
  readonly width: number;
  readonly hand: number;
  readonly handWidth: number;
  readonly hub: number;
}
const large: Measures = { radius: 0.31, width: 0.085, hand: 0.18, handWidth: 0.05, hub: 0.062 };
/** At 16 and 24 pixels only the dial itself can be read, so it is drawn larger and thicker. */
const small: Measures = { radius: 0.33, width: 0.15, hand: 0.17, handWidth: 0.1, hub: 0.08 };

const turnOf = (x: number, y: number): number =>
  (Math.atan2(x - 0.5, 0.5 - y) / (2 * Math.PI) + 1) % 1;

function pointAt(turn: number, radius: number): Point {
  const angle = 2 * Math.PI * turn;
  return [0.5 + radius * Math.sin(angle), 0.5 - radius * Math.cos(angle)];
}

function burnInk(turn: number): Ink {
  const along = Math.min(1, turn / burntTo);
  const piece = burn.find(({ to }) => along <= to);
  if (piece === undefined) throw new Error("the burning edge has a hole");
  const part = (along - piece.from) / (piece.to - piece.from);
  const mix = (key: "r" | "g" | "b"): number =>
    piece.first[key] + (piece.last[key] - piece.first[key]) * part;
  return { r: mix("r"), g: mix("g"), b: mix("b"), alpha: 1 };
}

function burntArc({ radius, width }: Measures): Distance {
  const edge = ring(middle, radius, width);
  const start = disc(pointAt(0, radius), width / 2);
  const end = disc(pointAt(burntTo, radius), width / 2);
  return (x, y) => (turnOf(x, y) <= burntTo ? edge(x, y) : Math.min(start(x, y), end(x, y)));
}

/** Beyond both ends the round caps go on in the colour of their end. */
function burntFill(x: number, y: number): Ink {
  const turn = turnOf(x, y);
  return burnInk(turn > (1 + burntTo) / 2 ? 0 : turn);
}

function glowAround([x, y]: Point): Shape {
  const reach = 0.19;
  return {
    distance: disc([x, y], reach),
    fill: (px, py) => {
      const near = Math.max(0, 1 - Math.hypot(px - x, py - y) / reach);
      return ink("#f99549", 0.55 * near * near);
    },
  };
}

export function appIconShapes(size: number): readonly Shape[] {
  const measures = size < 32 ? small : large;
  const { radius, width, hand, handWidth, hub } = measures;
  const end = pointAt(burntTo, radius);
  const bright = measures === large;
  return [
    { distance: box(middle, 0.47, 0.21), fill: ink(ground) },
    { distance: ring(middle, radius, width * 0.55), fill: ink(track) },
    ...(bright ? [glowAround(end)] : []),
    { distance: burntArc(measures), fill: burntFill },
    { distance: line(middle, pointAt(burntTo, hand), handWidth), fill: ink(paper) },
    { distance: disc(middle, hub), fill: ink(paper) },
    ...(bright ? [{ distance: disc(end, 0.03), fill: ink(spark) }] : []),
  ];
}

const hexOf = ({ r, g, b }: Ink): string =>
  `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
const place = (part: number): string => (part * 512).toFixed(1);
const spot = ([x, y]: Point): string => `${place(x)} ${place(y)}`;

/** SVG knows no gradient along an arc: the edge is drawn in short pieces. */
export function appIconSvg(): string {
  const pieces = 70;
  const { radius, width, hand, handWidth, hub } = large;
  const r = place(radius);
  const piece = (index: number): string => {
    const [from, to] = [index / pieces, Math.min(1, (index + 1.25) / pieces)];
    const cap = index === 0 || index === pieces - 1 ? ` stroke-linecap="round"` : "";
    const path = `M${spot(pointAt(from * burntTo, radius))}A${r} ${r} 0 0 1 ${spot(pointAt(to * burntTo, radius))}`;
    return `<path d="${path}" stroke="${hexOf(burnInk(from * burntTo))}"${cap}/>`;
  };
  const [sparkX, sparkY] = pointAt(burntTo, radius);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" fill="none">
<rect x="${place(0.03)}" y="${place(0.03)}" width="${place(0.94)}" height="${place(0.94)}" rx="${place(0.21)}" fill="${ground}"/>
<circle cx="256" cy="256" r="${r}" stroke="${track}" stroke-width="${place(width * 0.55)}"/>
<g stroke-width="${place(width)}">
${Array.from({ length: pieces }, (_, index) => piece(index)).join("\n")}
</g>
<path d="M256 256L${spot(pointAt(burntTo, hand))}" stroke="${paper}" stroke-width="${place(handWidth)}" stroke-linecap="round"/>
<circle cx="256" cy="256" r="${place(hub)}" fill="${paper}"/>
<circle cx="${place(sparkX)}" cy="${place(sparkY)}" r="${place(0.03)}" fill="${spark}"/>
</svg>
`;
}
