/** Times as people say them. What time it is now is an argument. */
import { t } from ".";

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const wholeDay = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

/** Returns the hour and minute, e.g. 10:42. */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** Returns e.g. "today 10:42". */
export function when(at: number, now: number): string {
  const time = clockTime(at);
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return t("when-today", { time });
  if (at >= midnight - 86_400_000) return t("when-yesterday", { time });
  return t("when-day", { day: day.format(at), time });
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
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const which = at >= midnight ? "today" : at >= midnight - 86_400_000 ? "yesterday" : "other";
  return t("day-name", { which, day: wholeDay.format(at) });
}

/** Returns the time to the second, e.g. 09:58:07. */
export function clockSeconds(at: number): string {
  return seconds.format(at);
}
