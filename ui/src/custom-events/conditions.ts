/** Conditions in words: as one reads a custom event, and as one reads why it ran or did not. */
import type { Condition, ConditionKind, Verdict, WatchedView } from "../ipc/bindings";
import { nameOf } from "../status/watched";
import { kebab, listed, orNone, t } from "../text";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const WEEK = "mon,tue,wed,thu,fri";

/** Returns the days as one says them; none stands for all. */
function daysWords(days: readonly string[]): string {
  const inOrder = weekdays.filter((day) => days.includes(day));
  const all = inOrder.length % 7 === 0;
  const which = all ? "all" : { [WEEK]: "week", "sat,sun": "weekend" }[inOrder.join()];
  return t("days", { which: which ?? "some", list: listed(inOrder.map((day) => t("weekday", { day }))) });
}

function hoursWords(days: readonly string[], from: string, to: string): string {
  const midnight = (time: string) => time || "00:00";
  const time = midnight(from) === midnight(to) ? "all" : "some";
  return t("hours", { days: daysWords(days), time, from: midnight(from), to: midnight(to) });
}

/** Returns a condition as a part of a sentence, e.g. "once per call". */
export function conditionWords(condition: Condition): string {
  if (condition.kind === "hours") return hoursWords(condition.days, condition.from, condition.to);
  const state = condition.kind === "ownState" ? condition.wanted : "";
  const seconds = condition.kind === "stillSo" ? condition.seconds : 0;
  return t("condition", { kind: condition.kind, state, seconds });
}

/** Returns what a verdict names, in words: `external` is "External", `thu 10:42` is "Thursday 10:42". */
function said(kind: ConditionKind, data: string, watched: WatchedView[]): string {
  switch (kind) {
    case "line": {
      const line = watched.find((each) => each.line.userId === data);
      return t("verdict-line-word", { line: data, name: line ? nameOf(line) : data });
    }
    case "direction":
    case "scope":
    case "state":
    case "ownState":
      return t("word", { word: orNone(data) });
    case "hours": {
      const [days = "", time = ""] = data.split(" ");
      const [from = "", to] = time.split("-");
      return to === undefined ? t("day-time", { day: t("weekday", { day: days }), time }) : hoursWords(days.split(","), from, to);
    }
    default:
      return data;
  }
}

/** Returns why a condition was met or not, e.g. "Scope: wanted External, call was Internal". */
export function verdictWords({ condition, met, wanted, was }: Verdict, watched: WatchedView[]): string {
  const words = said(condition, wanted, watched);
  return t(`verdict-${kebab(condition)}`, {
    met: met ? "yes" : "no",
    // A number of seconds is one or many.
    wanted: condition === "stillSo" ? Number(words) : orNone(words),
    was: orNone(said(condition, was, watched)),
  });
}
