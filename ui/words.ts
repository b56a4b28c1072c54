/** Makes data of the files of words, so that the window needs no parser. What a language lacks is said in English. */
import { readdirSync, readFileSync } from "node:fs";
import { FluentResource } from "@fluent/bundle";
import type { Pattern } from "./src/text/message.ts";
import { pseudo } from "./src/text/pseudo.ts";

export type Messages = Record<string, Pattern>;

const FOLDER = new URL("src/text/", import.meta.url);

/** The small window has few words, and is to be there at once. */
const SMALL = /^(message-|direction$)/;

/** Returns the messages of a file: each by its name. */
export function messages(source: string): Messages {
  return Object.fromEntries(new FluentResource(source).body.map(({ id, value }) => [id, value as Pattern]));
}

/** Returns all there is to say in a language, in the order of English: what it lacks is said in English. */
export function inOrder(english: Messages, said: Messages): Messages {
  return Object.fromEntries(Object.entries(english).map(([id, pattern]) => [id, said[id] ?? pattern]));
}

/** Returns at which place each message of the large window stands, by its name: the same in every language. */
export function places(english: Messages): Map<string, number> {
  const names = Object.keys(english).map((name, place): [string, number] => [name, place]);
  return new Map(names.filter(([name]) => !SMALL.test(name)));
}

/** Returns the messages of a language as they are written. */
export function written(language: string): Messages {
  return messages(readFileSync(new URL(`${language}.ftl`, FOLDER), "utf8"));
}

/** Returns what a window fetches, by its address: all words of a language, and those of the small window. */
export function wordFiles(isForTests: boolean): Map<string, string> {
  const english = written("en");
  const languages = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ftl"))
    .map((file) => file.replace(".ftl", ""))
    .map((language): [string, Messages] => [language, written(language)]);
  if (isForTests) languages.push(["qps", pseudo(english)]);
  return new Map(
    languages.flatMap(([language, said]) => {
      const all = inOrder(english, said);
      const small = Object.fromEntries(Object.entries(all).filter(([id]) => SMALL.test(id)));
      return [
        [`text/${language}.json`, JSON.stringify(all)],
        [`text/${language}-message.json`, JSON.stringify(small)],
      ];
    }),
  );
}
