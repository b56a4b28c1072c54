import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import App from "../App.svelte";
import type { CustomEvent, LineFilter, View } from "../ipc/bindings";
import { fake, type Fake, richEvents, signedIn, tomasz, watched } from "../ipc/fake";

async function open(view = signedIn()) {
  const client = fake(view);
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  return { client, user };
}

async function edit(name: string) {
  const opened = await open();
  await opened.user.click(screen.getByRole("button", { name }));
  return opened;
}

/** Makes every custom event about this line. */
function aboutLine(view: View, line: LineFilter): void {
  for (const { event } of view.customEvents) if (event.trigger.category !== "connection") event.trigger.line = line;
}

const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const names = () =>
  within(screen.getByRole("list", { name: "Custom events" }))
    .getAllByRole("listitem")
    .map((item) => item.getAttribute("aria-label"));

describe("the editor", () => {
  it("adds a custom event", async () => {
    const { client, user } = await open();
    await user.click(screen.getByRole("button", { name: "New custom event" }));
    await user.type(field("Name"), "Open the wiki");
    await user.selectOptions(screen.getByRole("combobox", { name: "State" }), "Missed");
    await user.click(screen.getByRole("radio", { name: "Open web page" }));
    await user.type(field("Address"), "https://wiki.northgate.example/");
    await user.click(screen.getByRole("button", { name: "Save" }));

    await waitFor(() => expect(names()).toContain("Open the wiki"));
    const added = client.view.customEvents.at(-1)?.event;
    expect(added).toMatchObject({
      trigger: { category: "call", state: "missed" },
      actions: [{ kind: "openWebPage", url: "https://wiki.northgate.example/" }],
    });
  });

  it("leaves the focus on what was added, also where the list hears of it a moment later", async () => {
    const { client, user } = await open();
    const change = client.change.bind(client);
    const late: Partial<View>[] = [];
    client.change = (part) => void late.push(part);
    await user.click(screen.getByRole("button", { name: "New custom event" }));
    await user.type(field("Name"), "Open the wiki");
    await user.click(screen.getByRole("radio", { name: /Show message/ }));
    await user.type(screen.getByRole("textbox", { name: "Title" }), "A call");
    await user.keyboard("{Control>}s{/Control}");
    await screen.findByRole("list", { name: "Custom events" });
    expect(names()).not.toContain("Open the wiki");
    for (const part of late) change(part);
    await waitFor(() => expect(screen.getByRole("button", { name: "Open the wiki" })).toHaveFocus());
  });

  it("keeps the fields of a kind that is left, until Save", async () => {
    const { user } = await edit("Caller’s record in CRM");
    const address = field("Address").value;
    await user.click(screen.getByRole("radio", { name: "Run program" }));
    await user.type(field("Program"), "/usr/bin/true");
    await user.click(screen.getByRole("radio", { name: "Open web page" }));
    expect(field("Address")).toHaveValue(address);
    await user.click(screen.getByRole("radio", { name: "Run program" }));
    expect(field("Program")).toHaveValue("/usr/bin/true");
  });

  it("keeps the fields of a category that is left", async () => {
    const { user } = await edit("Caller in Ledger");
    const category = screen.getByRole("combobox", { name: "Category" });
    await user.selectOptions(category, "Device");
    expect(screen.queryByRole("textbox", { name: "Remote tel" })).not.toBeInTheDocument();
    await user.selectOptions(category, "Call");
    expect(field("Remote tel")).toHaveValue("+44131");
  });

  it("says what is wrong under the field, and puts the focus there", async () => {
    const { user } = await edit("Caller’s record in CRM");
    await user.clear(field("Address"));
    await user.type(field("Address"), "crm");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(field("Address")).toHaveFocus());
    expect(field("Address")).toBeInvalid();
    expect(field("Address")).toHaveAccessibleDescription(/This is not an address/);
  });

  it("does not call a field empty before Save", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "New custom event" }));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(field("Name")).not.toBeInvalid();
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(field("Name")).toHaveFocus());
    expect(field("Name")).toBeInvalid();
    await user.type(field("Name"), "A name");
    await waitFor(() => expect(field("Name")).not.toBeInvalid());
  });

  it("offers the variable that was meant, and changes it", async () => {
    const { user } = await edit("Caller in Ledger");
    await user.click(await screen.findByRole("button", { name: "Change it" }));
    expect(field("Parameters")).toHaveValue("--popup --number {Call.RemoteTel} --name {Call.RemoteName}");
    await waitFor(() => expect(field("Parameters")).not.toBeInvalid());
  });

  it("inserts a variable from the picker at the caret", async () => {
    const { user } = await edit("Red lamp on the door");
    await user.clear(field("Parameters"));
    await user.keyboard("--red  --blue{ArrowLeft>7/}");
    await user.click(screen.getByRole("button", { name: "Insert variable" }));
    const search = screen.getByRole("combobox", { name: "Search variables" });
    expect(search).toHaveFocus();
    await user.keyboard("tel{ArrowDown}");
    const list = screen.getByRole("listbox", { name: "Variables" });
    expect(within(list).getByRole("option", { selected: true })).toHaveTextContent("Call > Local tel");
    await user.keyboard("{Enter}");
    expect(field("Parameters")).toHaveValue("--red {Call.LocalTel} --blue");
    await user.keyboard("!");
    expect(field("Parameters")).toHaveValue("--red {Call.LocalTel}! --blue");
  });

  it("opens the picker on a brace, and lets a variable be typed by hand", async () => {
    const { user } = await edit("Red lamp on the door");
    await user.click(field("Parameters"));
    await user.keyboard(" {{");
    expect(screen.getByRole("dialog", { name: "Insert variable" })).toBeInTheDocument();
    await user.keyboard("Call.Id:x}");
    expect(screen.queryByRole("dialog", { name: "Insert variable" })).not.toBeInTheDocument();
    expect(field("Parameters")).toHaveValue("--red {Call.Id:x}");
    await user.keyboard(" {{{{");
    expect(screen.queryByRole("dialog", { name: "Insert variable" })).not.toBeInTheDocument();
    expect(field("Parameters")).toHaveValue("--red {Call.Id:x} {{");
  });

  it("closes the picker on Escape and stays open itself", async () => {
    const { user } = await edit("Red lamp on the door");
    await user.click(screen.getByRole("button", { name: "Insert variable" }));
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("dialog", { name: "Insert variable" })).not.toBeInTheDocument();
    expect(field("Parameters")).toHaveFocus();
    expect(screen.getByRole("heading", { name: "Edit custom event" })).toBeInTheDocument();
  });

  it("asks on Escape only if something has changed", async () => {
    const { user } = await edit("Red lamp on the door");
    await user.keyboard("{Escape}");
    await user.click(await screen.findByRole("button", { name: "Red lamp on the door" }));
    await user.type(field("Name"), "!");
    await user.keyboard("{Escape}");
    expect(screen.getByRole("alertdialog")).toHaveTextContent("changes that are not saved");
    await user.click(screen.getByRole("button", { name: "Discard" }));
    expect(await screen.findByRole("button", { name: "Red lamp on the door" })).toBeInTheDocument();
  });

  it("is not left for another page with changes, unless they are dropped", async () => {
    const { user } = await edit("Red lamp on the door");
    await user.type(field("Name"), "!");
    await user.click(screen.getByRole("link", { name: "Sounds" }));
    await user.click(screen.getByRole("button", { name: "Discard" }));
    expect(screen.getByRole("heading", { name: "Sounds", level: 1 })).toBeInTheDocument();
  });

  it("leads from a phrase to its field", async () => {
    const { user } = await edit("Caller’s record in CRM");
    await user.click(screen.getByRole("button", { name: "rings" }));
    expect(screen.getByRole("combobox", { name: "State" })).toHaveFocus();
  });

  describe("knows of lines", () => {
    const line = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Line" });
    const choices = () => [...line().options].map((option) => option.text);
    const readBack = () => document.querySelector(".read-back")?.textContent;

    /** Opens an event that is about this line, with one line watched or none. */
    async function editAbout(filter: LineFilter, name: string, lines = [watched(tomasz)]) {
      const view = signedIn();
      aboutLine(view, filter);
      const opened = await open({ ...view, watched: lines });
      await opened.user.click(screen.getByRole("button", { name }));
      return opened;
    }

    it("only where there is a choice", async () => {
      const { user } = await editAbout("own", "Caller in Ledger", []);
      expect(screen.queryByRole("combobox", { name: "Line" })).not.toBeInTheDocument();
      expect(screen.queryByText(/^With Line set to your own/)).not.toBeInTheDocument();
      await user.click(screen.getByRole("button", { name: "your own line" }));
      expect(field("Local tel")).toHaveFocus();
    });

    it("and saves the one that is chosen", async () => {
      const { client, user } = await editAbout("own", "Caller in Ledger");
      expect(choices()).toEqual(["Your own line", "Any line", "Tomasz Nowak, 4017"]);
      expect(field("Local tel")).toHaveAccessibleDescription(/With Line set to your own, Local tel says which lines/);
      await user.type(field("Local tel"), "40");
      expect(line()).toHaveDisplayValue("Those that Local tel says");
      await user.clear(field("Local tel"));
      expect(line()).toHaveDisplayValue("Your own line");
      await user.selectOptions(line(), "Tomasz Nowak, 4017");
      expect(readBack()).toBe("an external incoming call with +44131 rings on Tomasz Nowak’s line");
      await user.type(field("Local tel"), "4017");
      expect(readBack()).toMatch(/on Tomasz Nowak’s line with the number 4017$/);
      await user.type(field("Local tel"), ",!4021");
      expect(readBack()).toMatch(/line with 4017 except 4021$/);
      await user.type(field("Local tel"), "{Backspace>6/}");
      await user.click(screen.getByRole("button", { name: "Tomasz Nowak’s line" }));
      expect(line()).toHaveFocus();
      await user.click(await screen.findByRole("button", { name: "Change it" }));
      await user.click(screen.getByRole("button", { name: "Save" }));
      const said = await screen.findByText(/an external incoming call with \+44131 rings on Tomasz Nowak’s line/);
      expect(said).toBeInTheDocument();
      expect(client.view.customEvents[4]?.event.trigger).toHaveProperty("line", { line: tomasz.userId });
    });

    it("of devices, too, and keeps it under the other category", async () => {
      const { user } = await editAbout("own", "Red lamp on the door");
      await user.selectOptions(line(), "Any line");
      expect(readBack()).toBe("DND begins on any line");
      await user.selectOptions(screen.getByRole("combobox", { name: "Category" }), "Call");
      expect(line()).toHaveValue("any");
      expect(readBack()).toMatch(/on any line$/);
    });

    it("that are not watched any more, and says so", async () => {
      const { client, user } = await editAbout({ line: "gone@northgate.example" }, "Red lamp on the door", []);
      expect(choices()).toEqual(["Your own line", "Any line", "gone@northgate.example"]);
      expect(line()).toHaveDisplayValue("gone@northgate.example");
      expect(line()).toHaveAccessibleDescription(/^\s*This line is not watched any more\.\s*$/);
      expect(readBack()).toBe("DND begins on gone@northgate.example’s line");
      await user.selectOptions(line(), "Your own line");
      expect(line()).not.toHaveAccessibleDescription(/watched/);
      expect(choices()).toContain("gone@northgate.example");
      await user.click(screen.getByRole("button", { name: "Save" }));
      await waitFor(() => expect(names()).toContain("Red lamp on the door"));
      expect(client.view.customEvents[2]?.event.trigger).toHaveProperty("line", "own");
    });
  });

  it("saves with Ctrl+S", async () => {
    const { client, user } = await edit("Red lamp on the door");
    await user.type(field("Name"), " again");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(names()).toContain("Red lamp on the door again"));
    expect(client.view.customEvents).toHaveLength(5);
  });

  it("leaves further actions as they are", async () => {
    const view = signedIn();
    const second = { kind: "showMessage", title: "Second", text: "x" } as const;
    view.customEvents[0]?.event.actions.push(second);
    const { client, user } = await open(view);
    await user.click(screen.getByRole("button", { name: "Caller’s record in CRM" }));
    await user.type(field("Name"), "!");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(names()).toContain("Caller’s record in CRM!"));
    expect(client.view.customEvents[0]?.event.actions[1]).toMatchObject(second);
  });
});

describe("the list", () => {
  it("brings back what was removed, to its place", async () => {
    const { user } = await open();
    const before = names();
    await user.click(screen.getByRole("button", { name: "More for Log finished calls" }));
    await user.click(screen.getByRole("menuitem", { name: "Remove" }));
    expect(names()).not.toContain("Log finished calls");
    expect(screen.getByText("Removed “Log finished calls”.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(names()).toEqual(before);
  });

  it("removes with Delete and brings back with Ctrl+Z", async () => {
    const { user } = await open();
    const before = names();
    screen.getByRole("button", { name: "Red lamp on the door" }).focus();
    await user.keyboard("{Delete}");
    await waitFor(() => expect(names()).toHaveLength(4));
    await user.keyboard("{Control>}z{/Control}");
    expect(names()).toEqual(before);
  });

  it("has the same keys wherever in a row one is, but in its menu", async () => {
    const { client, user } = await open();
    screen.getByRole("switch", { name: "Red lamp on the door" }).focus();
    await user.keyboard("{ArrowUp}{ArrowDown}");
    expect(screen.getByRole("button", { name: "Red lamp on the door" })).toHaveFocus();
    screen.getByRole("switch", { name: "Red lamp on the door" }).focus();
    await user.keyboard("{Control>}d{/Control}");
    await waitFor(() => expect(names()).toHaveLength(6));
    const menu = screen.getByRole("button", { name: "More for Red lamp on the door" });
    await user.click(menu);
    await user.keyboard("{Delete}");
    await user.keyboard("{Escape}");
    expect(menu).toHaveFocus();
    await user.keyboard("{Delete}");
    await waitFor(() => expect(client.view.customEvents).toHaveLength(5));
  });

  it("switches on and off in the menu, too, unless it came from a file and nobody has looked at it", async () => {
    const view = signedIn();
    const { client, user } = await open({ ...view, customEvents: [...view.customEvents, ...richEvents()] });
    const isOn = () => client.view.customEvents.find(({ event }) => event.name === "Log finished calls")?.event.enabled;
    for (const [item, after] of [["Switch off", false], ["Switch on", true]] as const) {
      await user.click(screen.getByRole("button", { name: "More for Log finished calls" }));
      await user.click(screen.getByRole("menuitem", { name: item }));
      expect(isOn()).toBe(after);
    }
    await user.click(screen.getByRole("button", { name: "More for From a colleague" }));
    expect(screen.queryByRole("menuitem", { name: /^Switch/ })).not.toBeInTheDocument();
  });

  it("opens one where it is tried, and the next at its beginning", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "More for Log finished calls" }));
    await user.click(screen.getByRole("menuitem", { name: "Try it" }));
    expect(screen.getByRole("region", { name: "Try" }).contains(document.activeElement)).toBe(true);
    await waitFor(() => expect(screen.getByRole("button", { name: "Try it" })).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.click(screen.getByRole("button", { name: "Red lamp on the door" }));
    expect(field("Name")).toHaveFocus();
  });

  it("offers Undo for ten seconds, and for as long as it has the focus", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { user } = await open();
      screen.getByRole("button", { name: "Red lamp on the door" }).focus();
      await user.keyboard("{Delete}");
      const undo = await screen.findByRole("button", { name: "Undo" });
      await vi.advanceTimersByTimeAsync(8_000);
      undo.focus();
      await vi.advanceTimersByTimeAsync(20_000);
      expect(undo).toBeInTheDocument();
      undo.blur();
      await vi.advanceTimersByTimeAsync(10_100);
      expect(undo).not.toBeInTheDocument();
    } finally {
      vi.useRealTimers();
    }
  });

  it("still offers Undo on the way back, until its ten seconds are over", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { user } = await open();
      const before = names();
      const away = async (seconds: number) => {
        screen.getByRole("button", { name: "Red lamp on the door" }).focus();
        await user.keyboard("{Delete}");
        await screen.findByRole("button", { name: "Undo" });
        await user.click(screen.getByRole("link", { name: "Status" }));
        await vi.advanceTimersByTimeAsync(seconds * 1000);
        await user.click(screen.getByRole("link", { name: "Custom events" }));
      };
      await away(5);
      await user.keyboard("{Control>}z{/Control}");
      await waitFor(() => expect(names()).toEqual(before));
      await away(11);
      expect(screen.queryByRole("button", { name: "Undo" })).not.toBeInTheDocument();
    } finally {
      vi.useRealTimers();
    }
  });

  it.each<[CustomEvent["trigger"]["category"], LineFilter, string]>([
    ["call", "own", "When a call is completed, run"],
    ["call", "any", "When a call is completed on any line, run"],
    ["call", { line: tomasz.userId }, "When a call is completed on Tomasz Nowak’s line, run"],
    ["call", { line: "gone" }, "When a call is completed on gone’s line, run"],
    ["device", "own", "When DND begins on your phone, run"],
    ["device", "any", "When DND begins on any line, run"],
    ["device", { line: tomasz.userId }, "When DND begins on Tomasz Nowak’s line, run"],
  ])("says whose line a custom event is about: %s, %o", async (category, line, sentence) => {
    const view = signedIn();
    aboutLine(view, line);
    await open({ ...view, watched: [watched(tomasz)] });
    const row = screen.getByRole("listitem", {
      name: category === "call" ? "Log finished calls" : "Red lamp on the door",
    });
    expect(row).toHaveTextContent(sentence);
  });

  it("says how a custom event failed", async () => {
    await open();
    expect(screen.getByText("The web service answered 404.")).toBeInTheDocument();
  });

  it("turns a custom event off and on", async () => {
    const { client, user } = await open();
    await user.click(screen.getByRole("switch", { name: "Red lamp on the door" }));
    expect(client.view.customEvents[2]?.event.enabled).toBe(false);
  });

  it("duplicates, and goes to the copy", async () => {
    const { client, user } = await open();
    screen.getByRole("button", { name: "Red lamp on the door" }).focus();
    await user.keyboard("{Control>}d{/Control}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Copy of Red lamp on the door" })).toHaveFocus());
    expect(client.view.customEvents[3]?.event.enabled).toBe(false);
  });

  /** Has what is shown come after the answer, as from the real backend. */
  function showLater(client: Fake): void {
    const change = client.change.bind(client);
    client.change = (next) => void setTimeout(() => change(next), 30);
  }

  it.each([true, false])("moves, copies, removes and brings back by key, and keeps the focus: shown later: %s", async (isLater) => {
    const { client, user } = await open();
    if (isLater) showLater(client);
    const name = (of = "Log finished calls") => screen.getByRole("button", { name: of });
    name().focus();
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await waitFor(() => expect(names().indexOf("Log finished calls")).toBe(0));
    expect(name()).toHaveFocus();
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await waitFor(() => expect(names().indexOf("Log finished calls")).toBe(1));
    expect(name()).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "More for Log finished calls" }));
    await user.click(screen.getByRole("menuitem", { name: "Move up" }));
    await waitFor(() => expect(names().indexOf("Log finished calls")).toBe(0));
    expect(name()).toHaveFocus();
    await user.keyboard("{Control>}d{/Control}");
    await waitFor(() => expect(names()).toHaveLength(6));
    expect(name("Copy of Log finished calls")).toHaveFocus();
    await user.keyboard("{Delete}");
    await waitFor(() => expect(names()).toHaveLength(5));
    expect(name("Caller’s record in CRM")).toHaveFocus();
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(names()).toHaveLength(6));
    expect(name("Copy of Log finished calls")).toHaveFocus();
  });

  it("turns on and off with Space, and opens a new one with Ctrl+N", async () => {
    const { client, user } = await open();
    screen.getByRole("button", { name: "Red lamp on the door" }).focus();
    await user.keyboard(" ");
    expect(client.view.customEvents[2]?.event.enabled).toBe(false);
    await user.keyboard("{Control>}n{/Control}");
    expect(screen.getByRole("heading", { name: "New custom event" })).toBeInTheDocument();
  });

  it("leads from a failure to what was done", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "See what was done" }));
    expect(screen.getByRole("searchbox", { name: "Search activity" })).toHaveValue("Log finished calls");
    expect((await screen.findAllByRole("button", { name: /The call with Tomasz Nowak ended/ })).length).toBeGreaterThan(0);
  });

  it("starts from something when it is empty", async () => {
    const { user } = await open({ ...signedIn(), customEvents: [] });
    await user.click(await screen.findByRole("button", { name: "Use: Note a missed call" }));
    expect(field("Name")).toHaveValue("Note a missed call");
    expect(field("Title")).toHaveValue("Missed: {Call.RemoteName}");
  });

  it("starts two that belong together, one after the other", async () => {
    const { client, user } = await open();
    await user.click(screen.getByRole("button", { name: "Start from" }));
    await user.click(screen.getByRole("menuitem", { name: "Light on and off" }));
    expect(field("Name")).toHaveValue("Light on while in a call");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(field("Name")).toHaveValue("Light off after a call"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(names()).toHaveLength(7));
    expect(client.view.customEvents.slice(5).map(({ event }) => event.trigger.state)).toEqual(["connected", "completed"]);
  });

  it("says of one from a file that it wants to be looked at first", async () => {
    const { client, user } = await open({ ...signedIn(), customEvents: richEvents() });
    const imported = within(screen.getByRole("listitem", { name: "From a colleague" }));
    expect(imported.getByText(/^From a file/)).toBeInTheDocument();
    expect(imported.getByRole("switch")).toBeDisabled();
    imported.getByRole("button", { name: "From a colleague" }).focus();
    await user.keyboard(" ");
    expect(client.view.customEvents[1]?.event.enabled).toBe(false);
    await user.keyboard("{Enter}");
    expect(screen.getByText(/then save to be able to switch it on/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("switch", { name: "From a colleague" })).toBeEnabled();
  });
});
