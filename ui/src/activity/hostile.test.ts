/** What a caller may write into their name is text wherever the window shows it, whole, and never anything else. */
import { render } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import hostile from "../../../tests/fixtures/hostile.json";
import type { ActivityLine, Rendered } from "../ipc/bindings";
import Parts from "../shared/Parts.svelte";
import Exactly from "../trying/Exactly.svelte";
import { what } from "./words";

interface Long {
  begins: string;
  goesOn: string;
  times: number;
}

/** Names that have done harm somewhere, but for none at all, and none longer than the backend lets through. */
const NAMES = (hostile as (string | Long)[])
  .map((name) => (typeof name === "string" ? name : name.begins + name.goesOn.repeat(Math.min(name.times, 1024))))
  .filter((name) => name !== "");

const line = (name: string): ActivityLine => ({
  id: 1,
  at: 0,
  kind: "call",
  state: "Ringing",
  line: "",
  name,
  number: "",
  direction: "incoming",
  outcome: "",
  late: false,
  reason: "",
  detail: "",
  triggered: [],
  done: 0,
  failed: 0,
  waiting: 0,
  heldBack: 0,
});

const done = (name: string): Rendered[] => [
  { kind: "runProgram", program: "/opt/crm", args: ["--name", name], hidden: false, environment: [] },
  { kind: "showMessage", title: name, text: name, stay: false, withdraw: false, page: null },
  { kind: "openWebPage", url: `https://crm.example/?q=${encodeURIComponent(name)}` },
  {
    kind: "runWebService",
    method: "POST",
    url: "https://crm.example/",
    headers: [{ name: "X-Caller", value: encodeURIComponent(name), secret: "" }],
    body: { contentType: "application/json", text: JSON.stringify({ name }) },
    timeLimit: 30,
    once: false,
  },
];

/** Returns the elements of what was drawn, without what is in them. */
function shape(container: Element): string[] {
  return [...container.querySelectorAll("*")].map((each) => `${each.tagName} ${each.getAttributeNames().join(" ")}`);
}

describe("a hostile name", () => {
  let places = 0;

  it.each(NAMES)("is text in the ledger and in what was run: %s", (name) => {
    const drawn = (parts: ActivityLine): Element => render(Parts, { parts: what(parts) }).container;
    const mine = drawn(line(name));
    expect(shape(mine)).toEqual(shape(drawn(line("x"))));
    expect(mine.textContent).toContain(name);
    places += 1;
    done(name).forEach((rendered, index) => {
      const mine = render(Exactly, { rendered }).container;
      const plain = render(Exactly, { rendered: done("x")[index] as Rendered }).container;
      expect(shape(mine)).toEqual(shape(plain));
      if (index < 2) expect(mine.textContent).toContain(name);
      places += 1;
    });
  });

  it("was tried in every place", () => {
    expect(places).toBe(NAMES.length * 5);
    console.info(`${String(NAMES.length)} names, 5 places in the window: ${String(places)} times text and nothing else`);
  });
});
