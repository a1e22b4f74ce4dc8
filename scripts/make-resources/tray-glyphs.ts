/** One shape for each state of an agent: the shape alone must say it, the colour only helps. */
import { both, box, diamond, disc, ink, line, ring } from "./picture.ts";
import type { Distance, Point, Shape } from "./picture.ts";

const unit = (sixteenths: number): number => sixteenths / 16;
const middle: Point = [0.5, 0.5];
const outline = ring(middle, unit(5.9), unit(1.7));
const leftHalf: Distance = (x) => x - 0.5;

const drawn = {
  available: [disc(middle, unit(6.7))],
  offline: [outline],
  "not-ready": [outline, both(disc(middle, unit(6.7)), leftHalf)],
  "wrap-up": [outline, disc(middle, unit(2.7))],
  "missed-offer": [
    line([0.5, unit(2.6)], [0.5, unit(8.1)], unit(3.4)),
    disc([0.5, unit(13.2)], unit(1.9)),
  ],
  offer: [diamond(middle, unit(5.2), unit(0.8))],
} satisfies Record<string, readonly Distance[]>;

type Glyph = keyof typeof drawn;
export const glyphs = [
  "available",
  "not-ready",
  "wrap-up",
  "missed-offer",
  "offline",
  "offer",
] as const;

/** The interface's own status colours, each with at least 4.5:1 on its kind of panel. */
const colours: Readonly<Record<"for-light" | "for-dark", Readonly<Record<Glyph, string>>>> = {
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
export const trayVariants = ["for-light", "for-dark"] as const;

export function trayShapes(
  glyph: Glyph,
  variant: (typeof trayVariants)[number] | "template",
): readonly Shape[] {
  const hex = variant === "template" ? "#000000" : colours[variant][glyph];
  return drawn[glyph].map((distance) => ({ distance, fill: ink(hex) }));
}

/** Three wide, five high; a bit for each dot, row by row. */
const figures = {
  "1": "010110010010111",
  "2": "111001111100111",
  "3": "111001111001111",
  "4": "101101111001001",
  "5": "111100111001111",
  "6": "111100111101111",
  "7": "111001001010010",
  "8": "111101111101111",
  "9": "111101111001111",
  "+": "000010111010000",
} as const;
const dot = unit(2);

function figureShapes(figure: keyof typeof figures, left: number): readonly Shape[] {
  return Array.from(figures[figure]).flatMap((bit, index) => {
    const x = left + ((index % 3) + 0.5) * dot;
    const y = unit(3) + (Math.floor(index / 3) + 0.5) * dot;
    return bit === "0" ? [] : [{ distance: box([x, y], dot / 2, 0), fill: ink("#ffffff") }];
  });
}

export const badges = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9-plus"] as const;

export function badgeShapes(badge: (typeof badges)[number]): readonly Shape[] {
  const ground: Shape = { distance: box(middle, unit(8), unit(4)), fill: ink("#890030") };
  if (badge !== "9-plus") return [ground, ...figureShapes(badge, unit(5))];
  return [ground, ...figureShapes("9", unit(1)), ...figureShapes("+", unit(9))];
}
