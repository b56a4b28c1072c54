/** The jobs people have with Bellhop, each done with the keyboard alone. */
import { Keys } from "./keys";
import { button, expect, test } from "./window";

test("somebody signs in, and out again", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?signed-out");
  await keys.isAt("Server");
  await keys.press("Enter");
  await expect(page.getByText("Type the name or web address of your phone system.")).toBeVisible();
  await keys.isAt("Server");
  await keys.type("refused");
  await keys.tabTo("User id");
  await keys.type("anna.lindqvist@northgate.example");
  await keys.tabTo("Password");
  await keys.type("wrong");
  await keys.press("Enter");
  await keys.isAt(/^The phone system refused this sign-in\./);
  await keys.tabTo("Server");
  await keys.type("northgate.example");
  await keys.tabTo("Show password");
  await keys.press("Enter");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("wrong");
  await keys.tabTo("Sign in");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Connected" })).toBeVisible();
  await keys.isAt("Connected");
  await keys.tabTo("Account", "Shift+Tab");
  await keys.press("Enter");
  await keys.tabTo("Sign out");
  await keys.press("Enter");
  await keys.isAt("Server");
});

test("somebody chooses their language before they sign in", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?signed-out");
  await keys.type("northgate");
  await keys.tabTo("General", "Shift+Tab");
  await keys.press("Enter");
  await keys.isAt("General");
  await keys.tabTo("Language");
  await keys.type("Deutsch");
  await expect(page.getByRole("heading", { name: "Darstellung" })).toBeVisible();
  await keys.tabTo("Zurück zur Anmeldung", "Shift+Tab");
  await keys.press("Enter");
  await keys.isAt("Allgemein");
  await expect(page.getByLabel("Server")).toHaveValue("northgate");
});

test("somebody tries a custom event from its menu", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("");
  await keys.goTo("Custom events");
  await keys.tabTo("More for Log finished calls");
  await keys.press("Enter", "ArrowDown");
  await keys.isAt("Try it");
  await keys.press("Enter");
  await expect(page.getByRole("region", { name: "Try" })).toBeVisible();
  await keys.isAt("Try it");
  await expect(button(page, "Try it")).toBeInViewport({ ratio: 1 });
  await keys.press("Enter");
  await expect(page.getByText(/The web service answered 404/)).toBeVisible();
});

test("somebody without a phone system tries the demo", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?signed-out");
  await keys.tabTo("Try without a phone system");
  await keys.press("Enter");
  await keys.isAt("Connected");
  await keys.tabTo("Ring");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Connected, ringing" })).toBeVisible();
  await keys.tabTo("Answer");
  await keys.press("Space");
  await expect(page.getByRole("heading", { name: "Connected, in a call" })).toBeVisible();
});

test("somebody who is new hears a sound, takes what there is to start from, and sees a call", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?first");
  await keys.tabTo("Play the ringing sound");
  await keys.press("Enter");
  await keys.isAt("Stop the ringing sound");
  await keys.tabTo("Next", "Shift+Tab");
  await keys.press("Enter");
  await keys.isAt("Have something done for you");
  await keys.tabTo("Use: Note a missed call");
  await keys.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Note a missed call");
  await keys.press("Control+s");
  await keys.isAt("See it work");
  await keys.tabTo("Simulate a call");
  await keys.press("Enter");
  await keys.tabTo("Simulate");
  await keys.press("Enter");
  await expect(page.getByText("Note a missed call").first()).toBeVisible();
  await keys.press("Escape");
  await expect(page.getByRole("heading", { name: "Connected" })).toBeVisible();
  expect(await page.evaluate(() => backend.view.settings.welcomed)).toBe(true);
});

test("somebody who is new skips all of it", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?first");
  await keys.tabTo("Skip the first steps");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Connected" })).toBeVisible();
  expect(await page.evaluate(() => backend.view.settings.welcomed)).toBe(true);
  await keys.goTo("About");
  await keys.tabTo("Show the first steps");
  await keys.press("Enter");
  await keys.isAt("Hear your phone");
});

test("somebody chooses a sound and listens to it", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("");
  await keys.goTo("Sounds");
  await keys.tabTo("Play the ringing sound");
  await keys.press("Enter");
  await keys.isAt("Stop the ringing sound");
  await keys.press("Enter");
  await keys.isAt("Play the ringing sound");
  await keys.tabTo("Choose a ringing sound");
  await keys.press("Enter");
  await expect(page.getByText("Concierge.wav")).toBeVisible();
});

test("somebody turns the volume, and says what becomes of the speakers in a call", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("");
  await keys.goTo("Sounds");
  await keys.tabTo("Volume");
  await keys.press("ArrowLeft", "ArrowLeft");
  await expect(page.getByText("90 %", { exact: true })).toBeVisible();
  // How can be chosen before it is switched on.
  await keys.tabTo("Mute speakers in call");
  await keys.tabTo("Mute");
  await keys.press("ArrowRight");
  await keys.isAt("Lower");
  await keys.tabTo("Lower to");
  await keys.tabTo("Mute speakers in call", "Shift+Tab");
  await keys.press("Space");
  const { sounds, muteInCall } = await page.evaluate(() => backend.view.settings);
  expect([sounds.volume, muteInCall.on, muteInCall.how]).toEqual([90, true, "lower"]);
});

/** What is typed for each kind of action, and where. */
const kinds: { kind: string; typed: Record<string, string> }[] = [
  { kind: "Run program", typed: { Program: "/usr/bin/lamp", Parameters: "--name=" } },
  { kind: "Play sound", typed: { Sound: "/home/anna/Sounds/Concierge.wav" } },
  { kind: "Show message box", typed: { Title: "It rings", Text: "From " } },
  { kind: "Open web page", typed: { Address: "https://crm.example.com/" } },
  { kind: "Run web service", typed: { Address: "https://desk.example.com/" } },
];

test("somebody makes a custom event of each kind of action", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?empty");
  await keys.goTo("Custom events");
  for (const [index, { kind, typed }] of kinds.entries()) {
    await keys.press("Control+n");
    await keys.isAt("Name");
    await keys.type(`My own: ${kind}`);
    await keys.tabTo("State");
    await keys.type("Connected");
    await keys.tabTo("Run program");
    for (let down = 0; down < index; down++) await keys.press("ArrowRight");
    await keys.isAt(kind);
    for (const [field, text] of Object.entries(typed)) {
      await keys.tabTo(field);
      await keys.type(text);
    }
    // Where variables are taken, one is chosen from the list that a brace opens.
    const last = Object.keys(typed).at(-1) ?? "";
    if (last !== "Sound") {
      await keys.type("{");
      await keys.isAt("Search variables");
      await keys.type("remote name");
      await keys.press("Enter");
      await keys.isAt(last);
      await expect(page.getByLabel(last, { exact: true })).toHaveValue(`${typed[last] ?? ""}{Call.RemoteName}`);
    }
    await keys.press("Control+s");
    await keys.isAt(`My own: ${kind}`);
  }
  await expect(page.getByRole("listitem")).toHaveCount(7 + kinds.length);
});

test("somebody finds out why one did not fire, and changes what it does", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("");
  await keys.goTo("Activity");
  await keys.press("Control+f");
  await keys.isAt("Search activity");
  await keys.type("Tomasz");
  await expect(page.getByRole("button", { name: /Priya Raman/ })).toHaveCount(0);
  await keys.tabTo(/Tomasz Nowak rang/);
  await keys.press("Enter");
  const why = page.getByRole("group", { name: "Caller’s record in CRM" });
  await expect(why.getByText("Scope: wanted External, call was Internal")).toBeVisible();
  await keys.tabTo("Custom events", "Shift+Tab");
  await keys.press("Enter");
  // Its switch goes by its name, too.
  await keys.tabTo("Caller’s record in CRM");
  await keys.tabTo("Caller’s record in CRM");
  await keys.press("Enter");
  await keys.isAt("Name");
  await keys.tabTo("Scope");
  await keys.type("Both");
  await keys.tabTo("Open web page");
  await keys.press("ArrowLeft");
  await keys.isAt("Show message box");
  await keys.tabTo("Title");
  await keys.type("It rings");
  await keys.press("Control+s");
  await keys.isAt("Caller’s record in CRM");
  await expect(page.getByText("When a call rings, show the message “It rings”")).toBeVisible();
});

test("whoever can’t save yet is taken to what is in the way, and sees what is said of it", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await page.setViewportSize({ width: 900, height: 360 });
  await app.open("");
  await keys.goTo("Custom events");
  await button(page, "Log finished calls").press("Enter");
  await keys.isAt("Name");
  await keys.tabTo("Address");
  await keys.press("Control+a", "Delete");
  await keys.tabTo("Name", "Shift+Tab");
  const reason = page.getByText("Type the address to open.");
  await expect(page.getByLabel("Address", { exact: true })).not.toBeInViewport();
  await keys.press("Control+s");
  await keys.isAt("Address");
  await expect(page.getByLabel("Address", { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(reason).toBeInViewport({ ratio: 1 });
  await expect(page.getByLabel("Address", { exact: true })).toHaveAccessibleDescription(/Type the address to open/);
});

test("somebody takes custom events elsewhere, and takes some from a file", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("");
  await keys.goTo("Custom events");
  await page.evaluate(() => {
    const { exportCustomEvents } = backend;
    backend.exportCustomEvents = (ids) => {
      document.title = `exported ${ids.join(" ")}`;
      return exportCustomEvents(ids);
    };
  });
  await keys.tabTo("More for custom events");
  await keys.press("Enter");
  await keys.isAt("Simulate a call");
  await keys.press("End");
  await keys.isAt("Export…");
  await keys.press("Enter");
  await keys.isAt("Cancel");
  await keys.tabTo("Log finished calls");
  await keys.press("Space");
  await keys.tabTo(/^Save 4/, "Shift+Tab");
  await keys.press("Enter");
  await keys.isAt("Caller’s record in CRM");
  await expect(page).toHaveTitle("exported e1 e3 e4 e5");
  await expect(page.getByText("Saved 4 custom events to the file.")).toBeVisible();

  await keys.tabTo("More for custom events", "Shift+Tab");
  await keys.press("Enter", "ArrowDown");
  await keys.isAt("Import…");
  await keys.press("Enter");
  await keys.isAt("Cancel");
  const add = page.getByRole("button", { name: /^Add \d/ });
  await expect(add).toBeEnabled();
  const before = await page.getByRole("checkbox", { checked: true }).count();
  await keys.tabTo(/^Add \d/);
  await keys.press("Enter");
  await expect(page.getByRole("list", { name: "Custom events" }).getByRole("listitem")).toHaveCount(5 + before);
});

test("whoever puts something away is back where they came from", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("?watched");
  await keys.goTo("Custom events");

  await keys.tabTo("More for Log finished calls");
  await keys.press("Enter");
  await keys.isAt("Edit");
  await keys.press("Escape");
  await keys.isAt("More for Log finished calls");

  await keys.tabTo("Red lamp on the door");
  await keys.tabTo("Red lamp on the door");
  await keys.press("Delete");
  await keys.isAt("Note for missed calls");
  await keys.tabTo("Undo");
  await keys.press("Enter");
  await keys.isAt("Red lamp on the door");

  await keys.press("Enter");
  await keys.isAt("Name");
  await keys.tabTo("Parameters");
  await keys.tabTo("Insert variable");
  await keys.press("Enter");
  await keys.isAt("Search variables");
  await keys.press("Escape");
  await keys.isAt("Parameters");
  await keys.type(" --on");
  await keys.press("Escape");
  await keys.isAt("Save");
  await keys.tabTo("Keep editing");
  await keys.press("Enter");
  await keys.isAt("Name");
  await keys.press("Escape");
  await keys.tabTo("Discard");
  await keys.press("Enter");
  await keys.isAt("Red lamp on the door");

  await keys.press("F5");
  await keys.isAt("Simulate a call");
  await keys.press("Escape");
  await keys.isAt("Custom events");

  await keys.tabTo("Account", "Shift+Tab");
  await keys.press("Enter");
  await keys.tabTo("Add a colleague");
  await keys.press("Enter");
  await keys.isAt("Name or extension of a colleague");
  await keys.press("Escape");
  await keys.isAt("Add a colleague");
  await keys.tabTo("Stop watching Reception");
  await keys.press("Enter");
  await keys.isAt("Stop watching Tomasz Nowak");
  await keys.tabTo("Undo");
  await keys.press("Enter");
  await keys.isAt("Stop watching Reception");

  await keys.tabTo("Activity", "Shift+Tab");
  await keys.press("Enter");
  await keys.tabTo("Clear now");
  await keys.press("Enter");
  await keys.isAt("Keep it");
  await keys.press("Enter");
  await keys.isAt("Clear now");
});

test("whoever presses what is not needed any more stays on the page", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await app.open("");
  await keys.tabTo("Pause everything for 1 hour");
  await keys.press("Enter");
  await keys.isAt("Paused");
  await keys.tabTo("Resume");
  await keys.press("Enter");
  await keys.isAt("Connected");

  await app.open("?muted&in-call");
  await keys.tabTo("Unmute now");
  await keys.press("Enter");
  await keys.isAt("Connected, in a call");
});

test("in a narrow window, the list of pages comes and goes with the keyboard", async ({ app }) => {
  const { page } = app;
  const keys = new Keys(page);
  await page.setViewportSize({ width: 480, height: 640 });
  await app.open("");
  await keys.tabTo("Pages");
  await keys.press("Enter");
  await keys.isAt("Status");
  await keys.press("Escape");
  await keys.isAt("Pages");
  await keys.press("Enter");
  await keys.goTo("General");
  await expect(button(page, "Pages")).toHaveAttribute("aria-expanded", "false");
  await keys.isAt("General");
});
