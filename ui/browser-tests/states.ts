/** Every page and everything that opens on one, and how to get there. */
import type { Page } from "@playwright/test";
import { button, go } from "./window";

export type State = {
  name: string;
  address: string;
  /** Whether it is the small window, which speaks one language as long as it is there. */
  isSmall?: true;
  /** Goes on from the page an address leads to. */
  then?: (page: Page) => Promise<void>;
};

/** Opens a custom event that is there in the editor. */
async function edit(page: Page, name: string): Promise<void> {
  await go(page, "Custom events");
  await button(page, name).click();
}

/** Opens the editor for a new one, with an action of one kind. */
function editor(kind: string): State {
  return {
    name: `the editor, ${kind}`,
    address: "?watched",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "New custom event").click();
      await page.getByRole("radio", { name: kind }).check();
      for (const more of await button(page, "More").all()) await more.click();
    },
  };
}

async function signIn(page: Page, server: string): Promise<void> {
  await page.getByLabel("Server").fill(server);
  await page.getByLabel("User id").fill("anna.lindqvist@northgate.example");
  await page.getByLabel("Password", { exact: true }).fill("a secret");
  await button(page, "Sign in").click();
  await page.getByRole("alert").waitFor();
}

export const states: State[] = [
  {
    name: "signing in",
    address: "?signed-out",
    async then(page) {
      await button(page, "More").click();
      await button(page, "Sign in").click();
    },
  },
  {
    name: "General while nobody is signed in",
    address: "?signed-out",
    async then(page) {
      await button(page, "General").click();
      await page.getByRole("heading", { name: "Numbers" }).waitFor();
    },
  },
  {
    name: "About while nobody is signed in",
    address: "?signed-out",
    async then(page) {
      await button(page, "About").click();
      await page.getByText("settings.json").waitFor();
    },
  },
  { name: "a certificate nobody knows", address: "?signed-out", then: (page) => signIn(page, "certificate") },
  { name: "a sign-in that is refused", address: "?signed-out&notice", then: (page) => signIn(page, "refused") },
  { name: "Status in a call of the demo", address: "?demo&watched&in-call&notice" },
  { name: "Status without a connection", address: "?reconnecting=certificate&outbox" },
  {
    name: "Status with names without a space",
    address: "?rich&watched&in-call",
    then: (page) =>
      page.evaluate(() => {
        const long = "Donaudampfschifffahrt".repeat(4);
        const { account, calls, customEvents, watched } = backend.view;
        const named = { remoteName: long };
        backend.change({
          account: account && { ...account, name: long },
          calls: calls.map((call) => ({ ...call, ...named })),
          customEvents: customEvents.map((item) => ({ ...item, event: { ...item.event, name: long } })),
          watched: watched.map((each, at) => ({
            ...each,
            line: at === 1 ? { ...each.line, name: long } : each.line,
            calls: each.calls.map((call) => ({ ...call, ...named, remoteTel: "" })),
          })),
        });
      }),
  },
  {
    name: "Activity with names without a space",
    address: "",
    async then(page) {
      await page.evaluate(() => {
        const { activity } = backend;
        const long = "Donaudampfschifffahrt".repeat(4);
        backend.activity = async (query) => {
          const found = await activity(query);
          return { ...found, lines: found.lines.map((line) => ({ ...line, name: line.name && long, line: line.line && long })) };
        };
      });
      await go(page, "Activity");
      await page.getByText(/^The call with Donaudampf/).first().waitFor();
    },
  },
  { name: "Status while everything is paused", address: "?paused&in-call" },
  { name: "Sounds", address: "?sound-gone&watched&muted", then: (page) => go(page, "Sounds") },
  { name: "Sounds while nothing is muted", address: "", then: (page) => go(page, "Sounds") },
  {
    name: "Status before all that waits is deleted",
    address: "",
    async then(page) {
      await page.evaluate(() => backend.change({ outbox: { waiting: 8012, parked: 3, full: 80 } }));
      await button(page, "Delete all that waits").click();
    },
  },
  {
    name: "Custom events that could not be saved",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await page.evaluate(() => backend.change({ notices: [{ code: "settingsNotSaved", detail: "Read-only file system (os error 30)" }] }));
      await page.getByText(/could not be saved/).waitFor();
    },
  },
  {
    name: "a secret that the keyring does not take",
    address: "?rich&watched",
    async then(page) {
      await edit(page, "Reception needs a hand");
      await page.evaluate(() => {
        backend.setSecret = () => Promise.resolve("the keyring is locked");
      });
      await button(page, /^Forget the secret/).click();
      await page.getByLabel("Secret at its end").selectOption("Add a secret…");
      await page.getByLabel("Name of the secret").fill("Timesheet");
      await page.getByLabel("Secret", { exact: true }).fill("s3cret");
      await button(page, "Save").click();
      await page.getByText(/did not take it/).waitFor();
    },
  },
  { name: "Custom events", address: "?rich&watched", then: (page) => go(page, "Custom events") },
  {
    name: "the menu of a custom event",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "More for Log finished calls").click();
    },
  },
  {
    name: "what custom events can start from",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "Start from").click();
    },
  },
  {
    name: "a custom event that was removed",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "Red lamp on the door").press("Delete");
      await button(page, "Undo").waitFor();
    },
  },
  { name: "no custom events", address: "?empty", then: (page) => go(page, "Custom events") },
  {
    name: "a file of custom events",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "More for custom events").click();
      await page.getByRole("menuitem", { name: "Import…" }).click();
      await page.getByRole("button", { name: /^Add \d/ }).and(page.locator(":enabled")).waitFor();
    },
  },
  {
    name: "a file without custom events",
    address: "",
    async then(page) {
      await page.evaluate(() => {
        backend.importCustomEvents = () => Promise.resolve({ file: "nothing.json", items: [], problem: null });
      });
      await go(page, "Custom events");
      await button(page, "More for custom events").click();
      await page.getByRole("menuitem", { name: "Import…" }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "custom events that were saved to a file",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "More for Log finished calls").click();
      await page.getByRole("menuitem", { name: "Export…" }).click();
      await page.getByText(/^Saved/).waitFor();
    },
  },
  {
    name: "what goes into a file of custom events",
    address: "",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "More for custom events").click();
      await page.getByRole("menuitem", { name: "Export…" }).click();
      await page.getByRole("heading", { name: "Export custom events" }).waitFor();
    },
  },
  ...["Run program", "Play sound", "Show message box", "Open web page", "Run web service"].map(editor),
  {
    name: "the editor, about the connection",
    address: "?watched",
    async then(page) {
      await go(page, "Custom events");
      await button(page, "New custom event").click();
      await page.getByLabel("Category").selectOption("Connection");
      await page.getByLabel("State").selectOption("Connection restored");
    },
  },
  {
    name: "the editor with all there is to set",
    address: "?rich&watched",
    async then(page) {
      await edit(page, "Reception needs a hand");
      await page.getByRole("button", { name: /^Only when/ }).click();
      await page.getByText("Desk display").or(page.locator(".ran").first()).first().waitFor();
    },
  },
  {
    name: "the editor with what is wrong",
    address: "?watched",
    async then(page) {
      await edit(page, "Caller in Ledger");
      await page.getByLabel("Name", { exact: true }).fill("");
      await page.getByLabel("Remote tel").fill("x");
      await button(page, "Save").click();
      await button(page, "Change it").waitFor();
    },
  },
  {
    name: "the picker of variables",
    address: "",
    async then(page) {
      await edit(page, "Caller’s record in CRM");
      await button(page, "Insert variable").click();
    },
  },
  {
    name: "changes that are not saved",
    address: "",
    async then(page) {
      await edit(page, "Caller’s record in CRM");
      await page.getByLabel("Name", { exact: true }).fill("Another name");
      await button(page, "Cancel").click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "a simulated call",
    address: "?watched",
    async then(page) {
      await page.keyboard.press("F5");
      await button(page, "Simulate").click();
      await page.getByRole("heading", { name: "Result" }).waitFor();
    },
  },
  {
    name: "Activity, and why something ran",
    address: "?outbox",
    async then(page) {
      await go(page, "Activity");
      await page.getByRole("button", { name: /404|1 failed/ }).first().click();
      await button(page, "Run again").first().waitFor();
    },
  },
  {
    name: "Activity before it is cleared",
    address: "",
    async then(page) {
      await go(page, "Activity");
      await button(page, "Clear now").click();
    },
  },
  {
    name: "Activity that was saved to a file",
    address: "",
    async then(page) {
      await go(page, "Activity");
      await button(page, "Export").click();
      await page.getByRole("menuitem", { name: /CSV/ }).click();
      await page.getByText(/saved to the file/).waitFor();
    },
  },
  { name: "no activity", address: "?empty", then: (page) => go(page, "Activity") },
  {
    name: "Account, and colleagues to watch",
    address: "?special&watched",
    async then(page) {
      await go(page, "Account");
      await button(page, "Add a colleague").click();
      await page.getByLabel("Name or extension").fill("an");
      await button(page, /^Watch /).first().waitFor();
    },
  },
  {
    name: "General",
    address: "",
    async then(page) {
      await go(page, "General");
      await page.getByLabel("National prefix").fill("x");
    },
  },
  {
    name: "About",
    address: "",
    async then(page) {
      await go(page, "About");
      await page.getByText("settings.json").waitFor();
    },
  },
  {
    name: "the list of pages where there is little room",
    address: "",
    async then(page) {
      await page.setViewportSize({ width: 480, height: 640 });
      await button(page, "Pages").click();
    },
  },
  { name: "the first steps: sounds", address: "?first" },
  {
    name: "the first steps: what can be done",
    address: "?first",
    async then(page) {
      await button(page, "Next").click();
      await button(page, /^Use: /).first().waitFor();
    },
  },
  {
    name: "the first steps: a call",
    address: "?first&demo",
    async then(page) {
      await button(page, "Next").click();
      await button(page, "Next").click();
      await button(page, "Simulate a call").waitFor();
    },
  },
  { name: "the small window with messages", address: "message.html", isSmall: true },
];
