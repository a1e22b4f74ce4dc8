/** One shape for each state of an agent: the shape alone must say it, the colour only helps. */
import { both, box, colour, diamond, disc, leftOf, line, ring } from "./picture.mjs";

export const glyphs = ["available", "not-ready", "wrap-up", "missed-offer", "offline", "offer"];

const unit = (sixteenths) => sixteenths / 16;
const centre = 0.5;
const outline = () => ring(centre, centre, unit(5.9), unit(1.7));

const drawn = {
  available: () => [disc(centre, centre, unit(6.7))],
  offline: () => [outline()],
  "not-ready": () => [outline(), both(disc(centre, centre, unit(6.7)), leftOf(centre))],
  "wrap-up": () => [outline(), disc(centre, centre, unit(2.7))],
  "missed-offer": () => [
    line(centre, unit(2.6), centre, unit(8.1), unit(3.4)),
    disc(centre, unit(13.2), unit(1.9)),
  ],
  offer: () => [diamond(centre, centre, unit(5.2), unit(0.8))],
};

/** The interface's own status colours, each with at least 4.5:1 on its kind of panel. */
export const trayColours = {
  "for-light": {
    available: "#00686c",
    "not-ready": "#575e69",
    "wrap-up": "#806304",
    "missed-offer": "#890030",
    offline: "#575e69",
    offer: "#953400",
  },
  "for-dark": {
    available: "#54d1cd",
    "not-ready": "#a6acb1",
    "wrap-up": "#f4c855",
    "missed-offer": "#fb7188",
    offline: "#a6acb1",
    offer: "#f99549",
  },
};

export function glyphShapes(glyph, hex) {
  return drawn[glyph]().map((distance) => ({ distance, fill: colour(hex) }));
}

export const badges = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9-plus"];

/** Three wide, five high; a bit for each dot, row by row. */
const figures = {
  1: "010110010010111",
  2: "111001111100111",
  3: "111001111001111",
  4: "101101111001001",
  5: "111100111001111",
  6: "111100111101111",
  7: "111001001010010",
  8: "111101111101111",
  9: "111101111001111",
  "+": "000010111010000",
};

function figureShapes(figure, left, top, dot) {
  return [...figures[figure]].flatMap((bit, index) => {
    if (bit === "0") return [];
    const x = left + ((index % 3) + 0.5) * dot;
    const y = top + (Math.floor(index / 3) + 0.5) * dot;
    return [{ distance: box(x, y, dot / 2, dot / 2, 0), fill: colour("#ffffff") }];
  });
}

export function badgeShapes(badge) {
  const dot = unit(2);
  const ground = {
    distance: box(centre, centre, unit(8), unit(8), unit(4)),
    fill: colour("#890030"),
  };
  if (badge !== "9-plus") return [ground, ...figureShapes(badge, unit(5), unit(3), dot)];
  return [
    ground,
    ...figureShapes("9", unit(1), unit(3), dot),
    ...figureShapes("+", unit(9), unit(3), dot),
  ];
}
