/** Times as people say them. What time it is now is an argument. */
import { t } from ".";
import { inLocale } from "./locale";

const clock = inLocale((tag) => new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" }));
const seconds = inLocale((tag) => new Intl.DateTimeFormat(tag, { timeStyle: "medium" }));
const wholeDay = inLocale((tag) => new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long" }));
const day = inLocale((tag) => new Intl.DateTimeFormat(tag, { day: "numeric", month: "long" }));

/** Returns the beginning of the day. */
export function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Returns the hour and minute, e.g. 10:42. */
export function clockTime(at: number): string {
  return clock().format(at);
}

function which(at: number, now: number): "today" | "yesterday" | "other" {
  const today = midnight(now);
  if (at >= today) return "today";
  return midnight(at) === midnight(today - 1) ? "yesterday" : "other";
}

/** Returns e.g. "today 10:42". */
export function when(at: number, now: number): string {
  return t("when", { which: which(at, now), day: day().format(at), time: clockTime(at) });
}

/** Returns a running time, e.g. 02:14 or 1:02:14. */
export function running(from: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - from) / 1000));
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60) % 60;
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${String(hours)}:` : ""}${two(minutes)}:${two(seconds % 60)}`;
}

/** Returns how long something lasts as people say it: the largest whole unit, and how many of it. */
export function howLong(from: number, now: number): { unit: "seconds" | "minutes" | "hours"; count: number } {
  const seconds = Math.max(1, Math.round((now - from) / 1000));
  if (seconds < 60) return { unit: "seconds", count: seconds };
  if (seconds < 3600) return { unit: "minutes", count: Math.floor(seconds / 60) };
  return { unit: "hours", count: Math.floor(seconds / 3600) };
}

/** Returns e.g. "Today, Wednesday 19 November". */
export function dayName(at: number, now: number): string {
  return t("day-name", { which: which(at, now), day: wholeDay().format(at) });
}

/** Returns the time to the second, e.g. 09:58:07. */
export function clockSeconds(at: number): string {
  return seconds().format(at);
}
