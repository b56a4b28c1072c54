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

it.each([
  ["", "any number"],
  ["4000", "4000"],
  ["WITHHELD", "a withheld number"],
  ["4021,4017", "4021 or 4017"],
  ["!withheld", "any number except a withheld number"],
  ["0131*, ! 0131 496 0121, !withheld", "a number beginning with 0131 except 0131 496 0121 or a withheld number"],
  ["*58* , 40??, *", "a number like *58*, a number like 40?? or a number like *"],
])("reads out which numbers are meant: %s", (tel, said) => {
  const words = { scope: "both", direction: "both", state: "ringing", line: "own", localTel: "none", pattern: "no" };
  const read = parts("read-back-call", { ...words, remoteTel: telWords(tel) });
  expect(read.find(({ name }) => name === "remote")?.text).toBe(said);
});

it("shows what can't be seen", () => {
  expect(visible("a\u202Eb\u200Bc\u0007d")).toBe("a[U+202E]b[U+200B]c[U+0007]d");
});
