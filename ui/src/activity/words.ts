/** What happened, in a sentence. */
import type { ActivityLine, ProblemCode } from "../ipc/bindings";
import type { IconName } from "../shared/icons";
import { has, kebab, orNone, parts, problemLines, t, type Part } from "../text";

/** Returns a state as messages name it: `DND on` is `dndOn`. */
export function stateWord(state: string): string {
  return state.toLowerCase().replace(/ (.)/g, (_, letter: string) => letter.toUpperCase());
}

export function icon({ kind, state, direction }: ActivityLine): IconName {
  if (kind === "device") return "device";
  if (kind === "connection") return "plug";
  if (state === "Missed") return "missed";
  return direction === "outgoing" ? "out" : "in";
}

/** Returns why the connection is as it is. */
function reasonWords({ reason, detail }: ActivityLine): string {
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
    detail: line.detail,
    lost: orNone(line.kind === "connection" ? line.name : ""),
  });
}

/** Returns what came of it, but for failures. */
export function result(line: ActivityLine): string {
  const count = line.triggered.length;
  const { waiting, heldBack } = line;
  return t("activity-result", { count, name: line.triggered[0] ?? "", waiting, heldBack });
}
