import { afterEach, expect, it } from "vitest";
import { messages } from "../../words";
import { use } from "../text";
import english from "../text/en.ftl?raw";
import german from "../text/de.ftl?raw";
import spanish from "../text/es.ftl?raw";
import { asWritten } from "./words";

afterEach(() => use("en", messages(english)));

it.each([
  ["de", german, "verpasst", "missed"],
  ["de", german, "Nicht stören aus", "dnd Off"],
  ["de", german, "Verbindung verloren", "lost"],
  ["es", spanish, "sesion iniciada", "signed In"],
])("finds a state by what it is called in the language of the window (%s)", (language, words, typed, wanted) => {
  use(language, messages(words));
  expect(asWritten(typed)).toBe(wanted);
});

it("leaves alone what is no state, or not all of one", () => {
  use("de", messages(german));
  for (const text of ["", "Ver", "Vera Verpasster", "0131 496", "Alle"]) expect(asWritten(text)).toBe(text);
});
