import { expect, it } from "vitest";
import { pieces, rename } from "./template";

const names = new Set(["Call.RemoteTel"]);
const marked = (text: string) =>
  pieces(text, names)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind} ${text}`);

it.each([
  ["a variable", "--to {Call.RemoteTel}", ["variable {Call.RemoteTel}"]],
  ["with a format", "{Call.RemoteTel:e164}", ["variable {Call.RemoteTel:e164}"]],
  ["with a default", "{Call.RemoteTel|none}", ["variable {Call.RemoteTel|none}"]],
  ["one nobody knows", "{Call.RemoteNmae}", ["unknown {Call.RemoteNmae}"]],
  ["an old misprint that works", "{Call.RemoteCall}", ["variable {Call.RemoteCall}"]],
  ["doubled braces", "{{Call.RemoteTel}}", []],
  ["a brace that is not closed", "{Call.RemoteTel", []],
])("%s is marked as what it is", (_name, text, expected) => {
  expect(marked(text)).toEqual(expected);
});

it("the pieces make up the whole text", () => {
  const text = "{{a}} {Call.RemoteTel} {b} {";
  expect(
    pieces(text, names)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

it("a format that does not exist is changed with its variable", () => {
  expect(rename("{A:natoinal|x} {A}", "A:natoinal", "A:national")).toBe("{A:national|x} {A}");
});

it("a name is changed wherever it stands, and keeps its format", () => {
  expect(rename("{A} {A:e164} {AB} {{A}}", "A", "B")).toBe("{B} {B:e164} {AB} {{A}}");
});
