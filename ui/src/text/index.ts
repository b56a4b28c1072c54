/**
 * The words of the window. Each is a message of en.ftl; the tray and the command line read the same file.
 */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import type { Problem } from "../ipc/bindings";
import english from "./en.ftl?raw";

export type Words = Record<string, FluentVariable>;

/** A piece of a sentence: plain, or named by the tags around it. */
export type Part = { name: string | null; text: string };

const bundle = new FluentBundle("en", { useIsolating: false });
bundle.addResource(new FluentResource(english));

/** Returns whether there is such a message. */
export function has(id: string): boolean {
  return bundle.hasMessage(id);
}

/** Returns a message with its values put in. A message that is missing shows its name. */
export function t(id: string, words: Words = {}): string {
  const message = bundle.getMessage(id);
  return message?.value ? bundle.formatPattern(message.value, words, []) : id;
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

/** Returns the part of a message's name that stands for a code of the backend: `hostUnknown` is `host-unknown`. */
export function kebab(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Returns a value for a message that says something else when there is none. */
export function orNone(value: string | null | undefined): string {
  return value === null || value === undefined || value.trim() === "" ? "none" : value;
}
