/**
 * The window's own icons: one path each, on a grid of 20, drawn with a line of 1.5 (`more` are three dots). That of a page
 * goes by the name of the page, that of an action by its kind. They stand in the page as data: only `data-blocks.ts` takes
 * them from here.
 */
export const icons = {
  status: "M3 16h14M4.75 13.25a5.25 5.25 0 0 1 10.5 0zM10 8V5.5M8.25 5h3.5",
  sounds: "M3.5 8v4h2.75L10 15V5L6.25 8zM12.5 7.75a3.2 3.2 0 0 1 0 4.5M14.75 5.5a6.4 6.4 0 0 1 0 9",
  "custom-events": "M2.75 10a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0 -3.5 0zM6.5 10h7M11 7l3 3-3 3M17 4.5v11",
  activity: "M7.5 5H17M7.5 10H17M7.5 15h6M3.5 5h.6M3.5 10h.6M3.5 15h.6",
  account: "M3 10a3.25 3.25 0 1 0 6.5 0a3.25 3.25 0 1 0 -6.5 0zM9.5 10H17v2.75M13.75 10v2",
  general:
    "M3 6.5h6M13 6.5h4M3 13.5h3M10 13.5h7M9 6.5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0zM6 13.5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z",
  about: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM10 9.25v4.25M10 6.5v.1",
  up: "M5.5 12l4.5-4.5 4.5 4.5",
  down: "M5.5 8l4.5 4.5L14.5 8",
  right: "M8 5.5l4.5 4.5L8 14.5",
  back: "M16 10H4.5M9 5.5L4.5 10 9 14.5",
  more: "M10 4.5v.1M10 10v.1M10 15.5v.1",
  plus: "M10 4v12M4 10h12",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  search: "M3.75 8.75a5 5 0 1 0 10 0a5 5 0 1 0 -10 0zM12.5 12.5L17 17",
  play: "M6.5 4.5v11l9-5.5z",
  stop: "M5.5 5.5h9v9h-9z",
  check: "M4 10.5l4 4 8-9",
  cross: "M5 5l10 10M15 5L5 15",
  warning: "M10 3.25L17.5 16h-15zM10 8.25v3.5M10 13.9v.1",
  eye: "M2.5 10S5.25 5 10 5s7.5 5 7.5 5-2.75 5-7.5 5-7.5-5-7.5-5zM7.75 10a2.25 2.25 0 1 0 4.5 0a2.25 2.25 0 1 0 -4.5 0z",
  lock: "M4.5 9h11v7.5h-11zM6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9",
  in: "M15.5 4.5l-10 10M5.5 7v7.5H13",
  missed: "M17 6.5l-6.5 6.5L4 6.5M4 11.5v-5h5",
  plug: "M7.25 3v4M12.75 3v4M5 7h10v2.5a5 5 0 0 1-10 0zM10 14.5V17",
  again: "M15.5 7A6.5 6.5 0 1 0 16.5 10M16 3.5V7h-3.5",
  out: "M4.5 15.5l10-10M7 5.5h7.5V13",
  device: "M4 8.5c0-2.5 3-3.75 6-3.75s6 1.25 6 3.75v1.25h-3.25V7.9a11 11 0 0 0-5.5 0v1.85H4zM6 15.25l1.25-4h5.5l1.25 4z",
  runProgram: "M2.75 4h14.5v12H2.75zM5.75 8l2.5 2-2.5 2M10.5 12.5h3.5",
  playSound: "M8 14.5V5l7.5-1.5V13M4 14.5a2 2 0 1 0 4 0a2 2 0 1 0 -4 0zM11.5 13a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z",
  showMessage: "M3 4.5h14v9H9.5L6 16.75V13.5H3zM6.25 7.75h7.5M6.25 10.25h5",
  openWebPage: "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM3 10h14M10 3c2 2 2.75 4.5 2.75 7S12 15 10 17c-2-2-2.75-4.5-2.75-7S8 5 10 3z",
  runWebService: "M6.5 16V5M3.5 8l3-3 3 3M13.5 4v11M10.5 12l3 3 3-3",
} as const;

export type IconName = keyof typeof icons;

export type Shape = "connected" | "ringing" | "in-call" | "quiet" | "dnd" | "paused" | "not-connected";

/** A bell on a grid of 16: what of it is filled, and what is drawn with a line. */
export type Glyph = { fill: string; line: string };

const PLATE = "M1.625 13.25h12.75a.875.875 0 0 1 0 1.75h-12.75a.875.875 0 0 1 0-1.75z";
const KNOB = "M6.75.25h2.5a.75.75 0 0 1 0 1.5h-2.5a.75.75 0 0 1 0-1.5zM7.25 1.5h1.5v1.25h-1.5z";
const STRUCK = "M6.75 3.5h2.5a.75.75 0 0 1 0 1.5h-2.5a.75.75 0 0 1 0-1.5zM7.25 4.75h1.5v1.75h-1.5z";
const BELL = "M2.75 13.5V8a5.25 5.25 0 0 1 10.5 0v5.5";

/** The shapes of a line. They stand in the page as data, too. */
export const glyphs: Record<Shape, Glyph> = {
  connected: { fill: KNOB + PLATE, line: BELL },
  ringing: {
    fill: `${STRUCK}M2.5 12a5.5 5.5 0 0 1 11 0z${PLATE}`,
    line: "M3.9 4.6 2.5 3.1M12.1 4.6l1.4-1.5M1.9 7.9.6 7.3M14.1 7.9l1.3-.6",
  },
  "in-call": { fill: `${KNOB}M5.25 8.25a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0-5.5 0z${PLATE}`, line: BELL },
  quiet: { fill: KNOB + PLATE, line: `${BELL}M5.75 6.25l4.5 4.5M10.25 6.25l-4.5 4.5` },
  dnd: { fill: `${KNOB}M5 7.25h6v2h-6z${PLATE}`, line: BELL },
  paused: { fill: `${KNOB}M5.5 5.75h1.75v5H5.5zM8.75 5.75h1.75v5H8.75z${PLATE}`, line: BELL },
  "not-connected": { fill: KNOB + PLATE, line: BELL },
};

/** What an empty page shows, on a grid of 96. */
export const drawings = {
  bell: "M12 78h72M18 68a30 30 0 0 1 60 0zM48 38V28M40 26h16M29 62a20 20 0 0 1 11-13",
  ledger: "M20 12h48a8 8 0 0 1 8 8v56a8 8 0 0 1-8 8H20zM20 12v72M32 32h32M32 46h32M32 60h18",
} as const;

export type DrawingName = keyof typeof drawings;
