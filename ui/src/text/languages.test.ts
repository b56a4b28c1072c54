import { FluentBundle, FluentResource } from "@fluent/bundle";
import { afterEach, describe, expect, it } from "vitest";
import { inOrder, messages, places, type Messages } from "../../words";
import type { Pattern } from "./message";
import { pseudo, VALUE } from "./pseudo";
import { has, languages, listed, t, use } from ".";
import { clockTime, dayName } from "./time";

const sources = Object.fromEntries(
  Object.entries(import.meta.glob<string>("./*.ftl", { query: "?raw", import: "default", eager: true })).map(
    ([path, source]) => [path.slice(2, -4), source],
  ),
);
const words = Object.fromEntries(Object.entries(sources).map(([language, source]) => [language, messages(source)]));
const english = words.en ?? {};
const others = Object.entries(words).filter(([language]) => language !== "en");

/** What a message is made of, besides its words. */
type Made = { values: Set<string>; tags: Set<string>; choices: Map<string, Set<string>> };

function madeOf(pattern: Pattern, made: Made = { values: new Set(), tags: new Set(), choices: new Map() }): Made {
  for (const piece of typeof pattern === "string" ? [pattern] : pattern) {
    if (typeof piece === "string") for (const [tag] of piece.matchAll(/<\/?[a-z]+>/g)) made.tags.add(tag);
    else if (piece.type === "var") made.values.add(piece.name);
    else if (piece.type === "select") {
      const choices = made.choices.get(piece.selector.name) ?? new Set();
      made.choices.set(piece.selector.name, choices);
      for (const { key, value } of piece.variants) {
        choices.add(String(key.value));
        madeOf(value, made);
      }
    }
  }
  return made;
}

/** Returns what differs between two messages that say the same, in a line each. */
function differences(language: string, id: string, ours: Pattern, theirs: Pattern): string[] {
  const [from, to] = [madeOf(ours), madeOf(theirs)];
  const plurals: readonly string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const only = (a: Set<string>, b: Set<string>): string[] => [...a].filter((each) => !b.has(each));
  const wrongChoices = [...to.choices].flatMap(([value, choices]) => {
    const known = from.choices.get(value) ?? new Set();
    const unknown = only(choices, known).filter((choice) => !plurals.includes(choice) && !/^\d+$/.test(choice));
    const one = known.has("one") && !choices.has("one") ? ["one"] : [];
    return [...unknown.map((choice) => `does not know [${choice}] of $${value}`), ...one.map(() => `lacks [one] of $${value}`)];
  });
  return [
    ...only(from.values, to.values).map((value) => `lacks $${value}`),
    ...only(to.values, from.values).map((value) => `does not know $${value}`),
    ...only(from.tags, to.tags).map((tag) => `lacks ${tag}`),
    ...only(to.tags, from.tags).map((tag) => `does not know ${tag}`),
    ...only(new Set(from.choices.keys()), new Set(to.choices.keys())).map((value) => `does not choose by $${value}`),
    ...wrongChoices,
  ].map((difference) => `${language}: ${id} ${difference}`);
}

afterEach(() => use("en", english));

describe("every language", () => {
  it("is offered", () => {
    expect(Object.keys(sources).toSorted()).toEqual(languages.toSorted());
  });

  it.each(Object.entries(sources))("is read without a mistake: %s", (_, source) => {
    const written = [...source.matchAll(/^([a-z][a-z0-9-]*) *=/gm)].map(([, id]) => id);
    expect(new FluentResource(source).body.map(({ id }) => id)).toEqual(written);
    expect(new Set(written).size).toBe(written.length);
    // What is not closed becomes a part of the words.
    expect(source).not.toMatch(/^\s*\[\w+\] *$/m);
  });

  it.each(others)("says all there is to say, and nothing else: %s", (_, theirs) => {
    expect(Object.keys(english).filter((id) => !(id in theirs))).toEqual([]);
    expect(Object.keys(theirs).filter((id) => !(id in english))).toEqual([]);
  });

  it.each(others)("says it of the same values, with the same parts set apart: %s", (language, theirs) => {
    const found = Object.entries(english).flatMap(([id, ours]) => {
      const message = theirs[id];
      return message === undefined ? [] : differences(language, id, ours, message);
    });
    expect(found).toEqual([]);
  });

  it.each(others)("leaves next to nothing in English: %s", (_, theirs) => {
    const plain = (pattern: Pattern | undefined): string => (typeof pattern === "string" ? pattern : "");
    // Some words are the same in two languages; whole sentences are not.
    const same = Object.keys(english).filter((id) => plain(english[id]).split(" ").length > 3 && theirs[id] === english[id]);
    expect(same).toEqual([]);
  });

  it.each(Object.entries(words))("is what Fluent itself makes of it: %s", (language, theirs: Messages) => {
    use(language, theirs);
    const source = sources[language] ?? "";
    const bundle = new FluentBundle(language === "en" ? "en-GB" : language, { useIsolating: false });
    bundle.addResource(new FluentResource(source));
    // Every value once as each choice any message has, and as some numbers.
    const choices = new Set([...source.matchAll(/\[([A-Za-z]+)\]/g)].map(([, choice = ""]) => choice));
    const names = new Set([...source.matchAll(/\$(\w+)/g)].map(([, name = ""]) => name));
    for (const value of [...choices, 0, 1, 2, 1234, 1_000_000]) {
      const values = Object.fromEntries([...names].map((name) => [name, value]));
      for (const id of Object.keys(theirs)) {
        const message = bundle.getMessage(id)?.value;
        expect(t(id, values)).toBe(message ? bundle.formatPattern(message, values) : id);
      }
    }
  });
});

it.each([...Object.entries(words), ["qps", pseudo(english)] as const])(
  "%s has its messages at the places where what is shipped asks for them",
  (_, theirs) => {
    use("en", inOrder(english, theirs));
    const wrong = [...places(english)].filter(([id, place]) => t(String(place)) !== t(id));
    expect(wrong).toEqual([]);
    expect(has("0")).toBe(true);
  },
);

describe("a language that is spoken", () => {
  it("says numbers, times, days and lists its own way", () => {
    const at = new Date(2025, 10, 19, 9, 5).getTime();
    use("de", words.de ?? {});
    expect(clockTime(at)).toBe("09:05");
    expect(dayName(at, at + 1e9)).toBe("Mittwoch, 19. November");
    expect(listed(["A", "B", "C"])).toBe("A, B und C");
    use("fr", words.fr ?? {});
    expect(dayName(at, at + 1e9)).toBe("mercredi 19 novembre");
    expect(document.documentElement).toHaveAttribute("lang", "fr");
    expect(document.documentElement).toHaveAttribute("dir", "ltr");
  });
});

describe("the language of the tests", () => {
  it("is longer, has accents, and keeps tags and values", () => {
    use("qps", pseudo(english));
    expect(t("sounds-off")).toMatch(/^Šöûñðšöö åŕéö .* <status>Šţåţûšöö<\/status>\.$/);
    expect(t("event-removed", { name: "Fax" })).toBe(`Ŕéɱöṽéðööö “${VALUE.join("Fax")}”.`);
  });
});
