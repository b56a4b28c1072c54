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

/** Returns what a window fetches, by its address: all words of a language, and those of the small window. */
export function wordFiles(isForTests: boolean): Map<string, string> {
  const read = (file: string): Messages => messages(readFileSync(new URL(file, FOLDER), "utf8"));
  const english = read("en.ftl");
  const languages = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".ftl"))
    .map((file): [string, Messages] => [file.replace(".ftl", ""), { ...english, ...read(file) }]);
  if (isForTests) languages.push(["qps", pseudo(english)]);
  return new Map(
    languages.flatMap(([language, all]) => {
      const small = Object.fromEntries(Object.entries(all).filter(([id]) => SMALL.test(id)));
      return [
        [`text/${language}.json`, JSON.stringify(all)],
        [`text/${language}-message.json`, JSON.stringify(small)],
      ];
    }),
  );
}
