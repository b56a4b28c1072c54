/**
 * The words of the window, in the language that is spoken. Each is a message of a file such as en.ftl; the tray and the
 * command line read the same ones. `words.ts` makes data of them while the window is built, and the one that is spoken
 * is fetched.
 */
import type { Failure, Problem } from "../ipc/bindings";
import { change, inLocale, read } from "./locale";
import { format, type Pattern, type Words } from "./message";

export type { Words };

/** A piece of a sentence: plain, or named by the tags around it. */
export type Part = { name: string | null; text: string };

/** The languages there are, and the one for those who speak none of them. */
export const languages = ["en", "de", "fr", "es", "nl"];

let messages: Record<string, Pattern> = {};
/** The language that was asked for last, and what there is of it when this is over. */
let asked = "";
let said: Promise<void> = Promise.resolve();
const list = inLocale((tag) => new Intl.ListFormat(tag));

/** Speaks a language from now on, given its words. */
export function use(language: string, words: Record<string, Pattern>): void {
  // By name, and by place, as what is shipped asks for them (see `message-numbers.ts`).
  messages = Object.assign({}, words, Object.values(words)) as typeof messages;
  asked = language;
  change(language);
  document.documentElement.lang = language;
  document.documentElement.dir = t("direction");
}

/** Speaks a language from now on, or English where it is none of ours. `some` names a part of its words. */
export function speak(language: string, some = ""): Promise<void> {
  if (language !== asked) {
    asked = language;
    said = learn(language, some);
  }
  return said;
}

async function learn(language: string, some: string): Promise<void> {
  try {
    const words = (await (await fetch(`text/${language}${some}.json`)).json()) as typeof messages;
    // Another one may have been asked for meanwhile.
    if (language === asked) use(language, words);
  } catch (reason) {
    if (language === "en") throw reason;
    if (language === asked) await speak("en", some);
  }
}

/** Returns whether there is such a message. */
export function has(id: string): boolean {
  read();
  return id in messages;
}

/** Returns a message with its values put in. A message that is missing shows its name. */
export function t(id: string, words: Words = {}): string {
  read();
  const message = messages[id];
  return message === undefined ? id : format(message, words);
}

// Stands for "<" of a value while the tags of the message are looked for.
const VALUE_BRACKET = "\uE000";

/** Returns a message in parts, so that what stands between `<name>` and `</name>` can be set apart. */
export function parts(id: string, words: Words = {}): Part[] {
  const safe = Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      typeof value === "string" ? value.replaceAll("<", VALUE_BRACKET) : value,
    ]),
  );
  const result: Part[] = [];
  let rest = t(id, safe);
  for (;;) {
    const tag = /<([a-z]+)>([^<]*)<\/\1>/.exec(rest);
    const plain = tag ? rest.slice(0, tag.index) : rest;
    if (plain !== "") result.push({ name: null, text: plain.replaceAll(VALUE_BRACKET, "<") });
    if (!tag) return result;
    result.push({ name: tag[1] ?? null, text: (tag[2] ?? "").replaceAll(VALUE_BRACKET, "<") });
    rest = rest.slice(tag.index + tag[0].length);
  }
}

/** Returns a message's first line (what happened) and the rest (what to do). */
export function lines(id: string, words: Words = {}): { what: string; then: string } {
  const [what = "", ...rest] = t(id, words).split("\n");
  return { what, then: rest.join(" ").trim() };
}

/** Returns a problem's two lines. What the server says is missing is named where it says so. */
export function problemLines(problem: Problem): { what: string; then: string } {
  const { code, detail, more, certificate } = problem;
  const words = { detail, more, distrust: certificate?.distrust ?? "other" };
  if (code === "forbidden" && detail !== "") return lines("problem-forbidden-right", words);
  if (code === "moved" && more.startsWith("http:")) return lines("problem-moved-unencrypted", words);
  return lines(`problem-${kebab(code)}`, words);
}

/** Returns what went wrong with an action, in words. */
export function failureWords({ code, detail }: Failure): string {
  return t(`failure-${kebab(code)}`, { detail });
}

/** Returns several things as one reads them out. */
export function listed(words: string[]): string {
  return list().format(words);
}

/** Returns a text with what can't be seen in it said: some of it turns the direction of writing. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu,
    (c) => `[U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );
}

/** Returns the part of a message's name that stands for a code of the backend: `hostUnknown` is `host-unknown`. */
export function kebab(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Returns a value for a message that says something else when there is none. */
export function orNone(value: string | null | undefined): string {
  return value === null || value === undefined || value.trim() === "" ? "none" : value;
}
