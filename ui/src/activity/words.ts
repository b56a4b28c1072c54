/** What happened, in a sentence. */
import type { ActivityLine, ProblemCode } from "../ipc/bindings";
import { states } from "../custom-events/states";
import type { IconName } from "../shared/icons";
import { fileName } from "../sounds/file-name";
import { has, kebab, orNone, parts, problemLines, t, type Part } from "../text";

/** Returns a state as messages name it: `DND on` is `dndOn`. */
export function stateWord(state: string): string {
  return state.toLowerCase().replace(/ (.)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Returns what is looked for as it is written down: a state that is named in the language of the window, in English. There
 * the words of its name stand apart.
 */
export function asWritten(text: string): string {
  const state = Object.values(states)
    .flat()
    .find((word) => t("word", { word }).localeCompare(text, undefined, { sensitivity: "base" }) === 0);
  return state?.replace(/[A-Z]/g, (letter) => ` ${letter}`) ?? text;
}

/** Whether it is about what was heard of a call; it is written down with what is about the connection. */
const isOfSounds = ({ state }: ActivityLine): boolean => state === "Sound replaced" || state === "No sound device";

export function icon(line: ActivityLine): IconName {
  const { kind, state, direction } = line;
  if (isOfSounds(line)) return "sounds";
  if (kind === "device") return "device";
  if (kind === "connection") return "plug";
  if (state === "Missed") return "missed";
  return direction === "outgoing" ? "out" : "in";
}

/** Returns why the connection is as it is. */
function reasonWords(line: ActivityLine): string {
  const { reason, detail } = line;
  if (isOfSounds(line)) return orNone(reason);
  if (!has(`problem-${kebab(reason)}`)) return "none";
  return problemLines({ code: reason as ProblemCode, detail, more: "", retryAfter: null, certificate: null }).what;
}

export function what(line: ActivityLine): Part[] {
  return parts("activity-line", {
    kind: line.kind,
    state: stateWord(line.state),
    who: line.name || line.number || t("call-withheld"),
    direction: line.direction,
    outcome: orNone(stateWord(line.outcome)),
    line: line.line === "" ? "own" : "other",
    name: line.line,
    late: line.late ? "yes" : "no",
    reason: reasonWords(line),
    detail: isOfSounds(line) ? fileName(line.detail) : line.detail,
    lost: orNone(line.kind === "connection" ? line.name : ""),
  });
}

/** Returns what came of it, but for failures. */
export function result(line: ActivityLine): string {
  const count = line.triggered.length;
  const { waiting, heldBack } = line;
  return t("activity-result", { count, name: line.triggered[0] ?? "", waiting, heldBack });
}
