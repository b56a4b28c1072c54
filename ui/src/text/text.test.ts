import { FluentResource } from "@fluent/bundle";
import { describe, expect, it } from "vitest";
import { variables } from "../ipc/fake";
import { startingPoints } from "../ipc/fake-trying";
import bindings from "../ipc/bindings.ts?raw";
import client from "../ipc/client.ts?raw";
import { pages } from "../shared/pages.svelte";
import english from "./en.ftl?raw";
import { has, kebab, lines, parts, t } from ".";

const ids = new FluentResource(english).body.map((entry) => entry.id);

/** The tray and the command line use these from Rust. */
const RUST_ONLY = ["example-", "tray-", "toast-", "cli-"];

const sources = Object.entries(
  import.meta.glob<string>("../**/*.{svelte,ts}", { query: "?raw", import: "default", eager: true }),
).filter(([path]) => !path.endsWith(".test.ts") && !path.endsWith("bindings.ts"));

/** Returns the members of a union of strings in the generated types. */
function codes(type: string): string[] {
  const union = new RegExp(`type ${type} =([^;]*);`).exec(bindings)?.[1] ?? "";
  return [...union.matchAll(/"([^"]+)"/g)].map((match) => kebab(match[1] ?? ""));
}

/** Messages whose names are put together from a code. */
const families: Record<string, string[]> = {
  "problem-": codes("ProblemCode"),
  "failure-": codes("FailureCode"),
  "field-problem-": codes("FieldProblemCode"),
  "sound-problem-": codes("SoundProblem"),
  "notice-": codes("NoticeCode"),
  "demo-": [...(/type DemoCommand =([^;]*);/.exec(client)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, name = ""]) =>
    kebab(name),
  ),
  "page-": [...pages, "simulate", "first-steps"],
  "read-back-": ["call", "device", "connection"],
  "verdict-": codes("ConditionKind"),
  "import-problem-": codes("ImportProblem"),
  "start-": startingPoints.flatMap(({ key }) => [key, `${key}-help`]),
  "variable-": variables.map((variable) => variable.listName),
  "picker-": ["call", "device", "event"],
  "sign-in-needs-": ["server", "user", "password", "token"],
};

/** Returns the first argument of every call that asks for words. */
function firstArguments(source: string): string[] {
  return [...source.matchAll(/\b(?:t|parts|lines)\(/g)].map((call) => {
    const from = call.index + call[0].length;
    let depth = 0;
    for (let at = from; at < source.length; at++) {
      const c = source[at] ?? "";
      if ("([{".includes(c)) depth++;
      if (depth === 0 && ",)".includes(c)) return source.slice(from, at);
      if (")]}".includes(c)) depth--;
    }
    return "";
  });
}

const literal = new Set<string>();
const prefixes = new Set<string>();
for (const [path, source] of sources) {
  for (const argument of firstArguments(source)) {
    const bare = argument.replace(/[!=]== "[^"]*"/g, "");
    for (const [, id] of bare.matchAll(/"([a-z0-9-]+)"/g)) literal.add(id ?? "");
    for (const [, prefix, rest] of bare.matchAll(/`([a-z-]+)\$\{[^}]*\}([a-z-]*)`/g)) {
      prefixes.add(`${prefix ?? ""}${rest === "" ? "" : `*${rest ?? ""}`}`);
    }
  }
  // How the line is, is worked out in one place and said in two.
  if (path.endsWith("line.ts")) for (const [, id] of source.matchAll(/word: "([a-z-]+)"/g)) literal.add(id ?? "");
}

describe("the words", () => {
  it("are all there", () => {
    expect([...literal].filter((id) => !has(id))).toEqual([]);
    for (const [family, members] of Object.entries(families)) {
      expect(members.length, `${family} has members`).toBeGreaterThan(1);
      expect(members.map((member) => family + member).filter((id) => !has(id))).toEqual([]);
    }
  });

  it("are all used", () => {
    const inFamilies = new Set(
      Object.entries(families).flatMap(([family, members]) => members.map((member) => family + member)),
    );
    const unused = ids.filter((id) => {
      if (literal.has(id) || inFamilies.has(id) || RUST_ONLY.some((prefix) => id.startsWith(prefix))) return false;
      // E.g. `template-${id}-help`.
      return ![...prefixes].some((prefix) => {
        const [start = "", end] = prefix.split("*");
        return end !== undefined && id.startsWith(start) && id.endsWith(end);
      });
    });
    expect(unused).toEqual([]);
  });

  it("are asked for by families that are known here", () => {
    expect([...prefixes].filter((prefix) => !prefix.includes("*") && !(prefix in families))).toEqual([]);
  });

  it("are whole sentences, not put together", () => {
    const glued = /\bt\((?:[^()]|\([^()]*\))*\)\s*\+|\+\s*t\(|`[^`]*\$\{t\(/;
    expect(sources.filter(([, source]) => glued.test(source)).map(([path]) => path)).toEqual([]);
  });

  it("are each written once", () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe("a message", () => {
  it("is cut at its tags, and a value can't bring tags of its own", () => {
    const values = { category: "device", state: "dndOn", kind: "openWebPage", target: "<b>x</b>", more: 0, only: "none" };
    expect(parts("event-sentence", { ...values, direction: "both", scope: "both", remoteTel: "none" })).toEqual([
      { name: null, text: "When " },
      { name: "b", text: "DND begins" },
      { name: null, text: " on your phone, open " },
      { name: "b", text: "<b>x</b>" },
    ]);
  });

  it("about a problem says what happened first, then what to do", () => {
    expect(lines("problem-host-unknown", { detail: "xsp.northgate.exmple" })).toEqual({
      what: "There is no server called xsp.northgate.exmple.",
      then: "Check the spelling, or that you are online.",
    });
  });

  it("has no invisible marks around its values", () => {
    expect(t("event-removed", { name: "Fax to Karin" })).toBe("Removed “Fax to Karin”.");
  });
});
