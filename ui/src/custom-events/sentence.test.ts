import { expect, it } from "vitest";
import { signedIn } from "../ipc/fake";
import { sentence } from "./sentence";

it("names where a request goes, and not who signs in there", () => {
  const event = signedIn().customEvents.map(({ event }) => event).find(({ actions }) => actions[0]?.kind === "runWebService");
  const [action] = event?.actions ?? [];
  if (!event || action?.kind !== "runWebService") throw new Error("an event that runs a web service");
  for (const url of ["https://anna:hunter2@crm.example/x", "https://anna@crm.example:81/x?a@b", "https://crm.example/@x"]) {
    const read = sentence({ ...event, actions: [{ ...action, url }] }, []).map(({ text }) => text).join("");
    expect(read).toMatch(/crm\.example/);
    expect(read).not.toMatch(/hunter2|anna/);
  }
});
