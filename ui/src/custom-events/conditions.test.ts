import { expect, it } from "vitest";
import type { ConditionKind } from "../ipc/bindings";
import { parts, visible } from "../text";
import { verdictWords } from "./conditions";
import { telWords } from "./sentence";

const no = (condition: ConditionKind, wanted: string, was: string) =>
  verdictWords({ condition, met: false, wanted, was }, []);

it("says how a wait ended, whatever it was about", () => {
  expect(no("stillSo", "1", "changed")).toBe("Still so after 1 second: it had changed by then");
  expect(no("stillSo", "20", "off")).toBe("Still so after 20 seconds: it was switched off meanwhile");
  expect(no("stillSo", "1", "ended")).toBe("Still so after 1 second: it was over by then");
});

it("says of a hidden number that it was withheld", () => {
  expect(no("remoteTel", "+44131", "withheld")).toBe("Remote tel: wanted +44131, the number was withheld");
});

it("reads several numbers as what a number is like", () => {
  const read = (tel: string) =>
    parts("read-back-call", { scope: "both", direction: "both", state: "ringing", line: "own", localTel: "none", ...telWords(tel) })
      .find(({ name }) => name === "remote")?.text;
  expect(read("0131*, !withheld")).toBe("a number like 0131*, !withheld");
  expect(read("4000")).toBe("4000");
  expect(read("withheld")).toBe("a withheld number");
  expect(read("")).toBe("any number");
});

it("shows what can't be seen", () => {
  expect(visible("a\u202Eb\u200Bc\u0007d")).toBe("a[U+202E]b[U+200B]c[U+0007]d");
});
