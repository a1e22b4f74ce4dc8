/** The app icon: a dial on ink whose edge burns towards the time that is left. */
import { box, colour, disc, line, ring } from "./picture.mjs";

const ink = "#101820";
const paper = "#f5f3ef";
const track = "#3a434b";
/** From the calm end to the flame, as colours along the burnt part of the edge. */
const burn = ["#50cec9", "#f4c855", "#f99549", "#fb5a4b"];
const burnStops = [0, 0.62, 0.84, 1];
/** Turns clockwise from twelve o'clock. */
const burntTo = 0.7;
const radius = 0.31;
const width = 0.085;

const turnOf = (x, y) => (Math.atan2(x - 0.5, 0.5 - y) / (2 * Math.PI) + 1) % 1;
const pointAt = (turn, r) => [
  0.5 + r * Math.sin(2 * Math.PI * turn),
  0.5 - r * Math.cos(2 * Math.PI * turn),
];

function burnColour(turn) {
  const along = Math.min(1, turn / burntTo);
  const next = Math.max(
    1,
    burnStops.findIndex((stop) => along <= stop),
  );
  const [from, to] = [colour(burn[next - 1]), colour(burn[next])];
  const part = (along - burnStops[next - 1]) / (burnStops[next] - burnStops[next - 1]);
  const mix = (a, b) => a + (b - a) * part;
  return { r: mix(from.r, to.r), g: mix(from.g, to.g), b: mix(from.b, to.b), alpha: 1 };
}

function arc(r, w) {
  const edge = ring(0.5, 0.5, r, w);
  const ends = [pointAt(0, r), pointAt(burntTo, r)].map(([x, y]) => disc(x, y, w / 2));
  return (x, y) =>
    turnOf(x, y) <= burntTo ? edge(x, y) : Math.min(...ends.map((end) => end(x, y)));
}

/** At 16 to 24 pixels only the dial itself can be read, so it is drawn larger and thicker. */
export function appIconShapes(size) {
  const small = size < 32;
  const [r, w] = small ? [0.33, 0.15] : [radius, width];
  const [sparkX, sparkY] = pointAt(burntTo, r);
  const [handX, handY] = pointAt(burntTo, r - (small ? 0.16 : 0.13));
  const capColour = (x, y) =>
    turnOf(x, y) > (1 + burntTo) / 2 ? burnColour(0) : burnColour(turnOf(x, y));
  const glow = (x, y) => {
    const near = Math.max(0, 1 - Math.hypot(x - sparkX, y - sparkY) / 0.19);
    return { ...colour("#f99549"), alpha: 0.55 * near * near };
  };
  return [
    { distance: box(0.5, 0.5, 0.47, 0.47, 0.21), fill: colour(ink) },
    { distance: ring(0.5, 0.5, r, w * 0.55), fill: colour(track) },
    ...(small ? [] : [{ distance: disc(sparkX, sparkY, 0.19), fill: glow }]),
    { distance: arc(r, w), fill: capColour },
    { distance: line(0.5, 0.5, handX, handY, small ? 0.1 : 0.05), fill: colour(paper) },
    { distance: disc(0.5, 0.5, small ? 0.08 : 0.062), fill: colour(paper) },
    ...(small ? [] : [{ distance: disc(sparkX, sparkY, 0.03), fill: colour("#fff3d6") }]),
  ];
}

const hex = ({ r, g, b }) =>
  `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
const place = (number) => (number * 512).toFixed(1);

/** SVG knows no gradient along an arc: the edge is drawn in short pieces. */
export function appIconSvg() {
  const pieces = 70;
  const [sparkX, sparkY] = pointAt(burntTo, radius);
  const [handX, handY] = pointAt(burntTo, radius - 0.13);
  const piece = (index) => {
    const [from, to] = [index, index + 1.25].map((at) =>
      Math.min(burntTo, (at / pieces) * burntTo),
    );
    const [[x1, y1], [x2, y2]] = [pointAt(from, radius), pointAt(to, radius)];
    const cap = index === 0 || index === pieces - 1 ? ` stroke-linecap="round"` : "";
    return `<path d="M${place(x1)} ${place(y1)}A${place(radius)} ${place(radius)} 0 0 1 ${place(x2)} ${place(y2)}" stroke="${hex(burnColour(from))}"${cap}/>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" fill="none">
<rect x="${place(0.03)}" y="${place(0.03)}" width="${place(0.94)}" height="${place(0.94)}" rx="${place(0.21)}" fill="${ink}"/>
<circle cx="256" cy="256" r="${place(radius)}" stroke="${track}" stroke-width="${place(width * 0.55)}"/>
<g stroke-width="${place(width)}">
${Array.from({ length: pieces }, (_, index) => piece(index)).join("\n")}
</g>
<path d="M256 256L${place(handX)} ${place(handY)}" stroke="${paper}" stroke-width="${place(0.05)}" stroke-linecap="round"/>
<circle cx="256" cy="256" r="${place(0.062)}" fill="${paper}"/>
<circle cx="${place(sparkX)}" cy="${place(sparkY)}" r="${place(0.03)}" fill="#fff3d6"/>
</svg>
`;
}
