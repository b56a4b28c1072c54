/** How a watched line is: in one shape, and in a few words. */
import type { CallView, WatchedView } from "../ipc/bindings";
import type { Shape } from "../shared/icons";
import { orNone, parts, t, type Part } from "../text";
import { howLong } from "../text/time";

/** From how many lines on a list of them is folded. */
export const MANY = 30;

/** Returns whether a call rings at the line it is on. */
export function rings(call: CallView): boolean {
  return call.state === "ringing" && call.direction === "incoming";
}

/** The order in which one of several calls of a line is the one to speak of. */
const weight = (call: CallView): number => (rings(call) ? 0 : call.state === "held" ? 2 : 1);

/** Returns the call of a line that matters most. */
export function mainCall({ calls }: WatchedView): CallView | undefined {
  return calls.filter(({ state }) => state !== "terminated").toSorted((a, b) => weight(a) - weight(b))[0];
}

/** Returns the shape of a line. `connected` is whether we are, ourselves. */
export function shapeOf(line: WatchedView, connected: boolean): Shape {
  if (!connected || line.permission.state !== "granted") return "not-connected";
  const call = mainCall(line);
  if (call) return rings(call) ? "ringing" : "in-call";
  return line.device.dnd === true ? "dnd" : "connected";
}

/** Returns what is going on on a line. `now` is only asked where time is seen to pass. */
export function happening(line: WatchedView, connected: boolean, now: () => number): Part[] {
  if (!connected) return parts("state-not-connected");
  if (line.permission.state === "asked") return parts("watched-asked");
  if (line.permission.state === "denied") return parts("watched-denied");
  const call = mainCall(line);
  if (!call) return line.device.dnd === true ? parts("word", { word: "dndOn" }) : parts("watched-no-call");
  const number = call.remoteTel || call.remoteName || t("call-withheld");
  if (rings(call)) return parts("watched-ringing", { number, ...howLong(call.started, now()) });
  if (call.state === "held") return parts("watched-on-hold", { number });
  if (call.state !== "connected") return parts("watched-calling", { number });
  return parts("watched-in-call", { number, ...howLong(call.answered ?? call.started, now()) });
}

/** Returns a line's name, or its user id until it has one. */
export function nameOf({ line }: Pick<WatchedView, "line">): string {
  return line.name || line.userId;
}

/** Returns e.g. "Reception, 4000". */
export function nameAndExtension({ line }: Pick<WatchedView, "line">): string {
  return t("who", { name: nameOf({ line }), extension: orNone(line.extension) });
}
