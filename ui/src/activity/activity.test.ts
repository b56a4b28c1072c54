import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import App from "../App.svelte";
import type { ActivityLine, ActivityQuery } from "../ipc/bindings";
import { fake, signedIn } from "../ipc/fake";
import { Ledger as Written } from "../ipc/fake-activity";
import { byDay, join, Ledger } from "./ledger.svelte";
import { what } from "./words";

async function open(view = signedIn(), empty = false) {
  const client = fake(view);
  // Four times what there is of every kind.
  client.ledger = new Written(48, Date.now(), client.ledger.events);
  if (empty) client.ledger.clear();
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Activity" }));
  await screen.findAllByRole(empty ? "heading" : "listitem");
  return { client, user };
}

const lines = () => screen.queryAllByRole("button", { expanded: false }).filter((each) => each.matches(".line"));
const line = (name: RegExp) => lines().find(({ textContent }) => name.test(textContent.replace(/\s+/g, " "))) as HTMLElement;
const opened = (button: HTMLElement) => within(button.closest("li") as HTMLElement);

describe("the ledger", () => {
  it("says what happened in sentences, by the day", async () => {
    await open();
    expect(screen.getByRole("heading", { level: 2, name: /^Today, / })).toBeInTheDocument();
    expect(line(/Priya Raman rang/)).toHaveTextContent("Caller’s record in CRM");
    expect(line(/The call with Tomasz Nowak ended/)).toHaveTextContent("1 failed");
    expect(line(/0131 496 0377 didn’t answer you/)).toHaveTextContent("1 waits");
    expect(line(/Missed call from Withheld number at Reception’s line/)).toBeDefined();
    expect(line(/sent to voicemail, while offline/)).toBeDefined();
    expect(line(/Connection lost. xsp.northgate.example doesn’t answer./)).toBeDefined();
    expect(lines()).toHaveLength(48);
  });

  it("says first, of a call that fires nothing, that nothing ran, and then why", async () => {
    const { user } = await open();
    const call = line(/^[\d:]+ Tomasz Nowak rang/);
    call.focus();
    await user.keyboard("{Enter}");
    const entry = opened(call);
    expect(await entry.findByText("None of the 4 custom events about this ran.")).toBeInTheDocument();
    const record = within(entry.getByRole("group", { name: "Caller’s record in CRM" }));
    expect(record.getByText("did not run")).toBeInTheDocument();
    expect(record.getByText("State: Ringing")).toBeInTheDocument();
    expect(record.getByText("Scope: wanted External, call was Internal")).toBeInTheDocument();
    expect(entry.getByRole("group", { name: "Note for missed calls" })).toHaveTextContent("It is switched off");
  });

  it("shows what was run, exactly, those that ran first, and runs it again", async () => {
    const { user } = await open();
    const call = line(/The call with Tomasz Nowak ended/);
    await user.click(call);
    const entry = opened(call);
    const [first] = await entry.findAllByRole("group");
    expect(first).toHaveAccessibleName("Log finished calls");
    expect(first).toHaveTextContent("POST https://timesheet.northgate.example/api/calls");
    expect(first).toHaveTextContent("Authorization: Bearer secret Timesheet");
    expect(first).toHaveTextContent('"RemoteTel":"4017"');
    expect(first).toHaveTextContent("The web service answered 404. It took 0.4 s.");
    await user.click(entry.getByRole("button", { name: "Run again" }));
    const again = await entry.findByText(/^Run again at \d\d:\d\d:\d\d:$/);
    expect(again.parentElement).toHaveTextContent("HTTP 204 after 0.3 s");
    await user.click(line(/DND went on/));
    const chips = await screen.findByRole("list", { name: "Program and arguments" });
    expect(within(chips).getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
      "/usr/local/bin/blink1-tool",
      "--red",
      "--name=Anna Lindqvist",
    ]);
    expect(screen.getByText("exit code 0 after 0.4 s")).toBeInTheDocument();
  });

  it("lists actions as they stand in the custom event, whichever ended first or waits", async () => {
    const { client, user } = await open();
    const call = line(/0131 496 0377 didn’t answer you/);
    const { activityEntry } = client;
    client.activityEntry = async (id) => {
      const entry = await activityEntry(id);
      const [owed] = entry?.owed ?? [];
      if (!entry || !owed) return entry;
      const done = { kind: "openWebPage", url: "https://crm.example.org/" } as const;
      const run = { ...owed, kind: done.kind, done, failure: null, success: "", goesOn: false, unknown: [], again: false, at: 0, took: 100 };
      return { ...entry, runs: [{ ...run, id: 1, place: 2 }, { ...run, id: 2, place: 0, done: { ...done, url: "https://first.example.org/" } }], owed: [{ ...owed, place: 1 }] };
    };
    await user.click(call);
    await opened(call).findByText(/^Tried 3 times/);
    const text = opened(call).getByRole("group", { name: "Log finished calls" }).textContent;
    const at = ["https://first.example.org/", "Tried 3 times", "https://crm.example.org/"].map((each) => text.indexOf(each));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(-1);
  });

  it("says what waits for its next try, and retries it now", async () => {
    const { user } = await open();
    const call = line(/0131 496 0377 didn’t answer you/);
    await user.click(call);
    const entry = opened(call);
    expect(await entry.findByText(/^Tried 3 times\. .+ It is tried again at \d\d:\d\d\.$/)).toBeInTheDocument();
    expect(entry.getByRole("button", { name: "Delete" })).toBeInTheDocument();
    await user.click(entry.getByRole("button", { name: "Retry now" }));
    await waitFor(() => expect(entry.queryByText(/^Tried 3 times/)).not.toBeInTheDocument());
    await waitFor(() => expect(call).not.toHaveTextContent("waits"));
  });

  it("shows new lines on top, and leaves open what is open", async () => {
    const { client, user } = await open();
    const call = line(/You answered Priya Raman/);
    await user.click(call);
    await opened(call).findByText(/^None of the 4 custom events/);
    const before = document.querySelectorAll(".line").length;
    client.happen();
    await waitFor(() => expect(document.querySelectorAll(".line")).toHaveLength(before + 1));
    expect(call).toHaveAttribute("aria-expanded", "true");
    expect(call).toBeInTheDocument();
  });
});

describe("looking for something", () => {
  it("finds by name, number or custom event", async () => {
    const { user } = await open();
    await user.type(screen.getByRole("searchbox", { name: "Search activity" }), "0131 496");
    await waitFor(() => expect(lines()).toHaveLength(4));
    await user.clear(screen.getByRole("searchbox", { name: "Search activity" }));
    await user.type(screen.getByRole("searchbox", { name: "Search activity" }), "red lamp");
    await waitFor(() => expect(line(/DND went on/)).toBeDefined());
    expect(lines().every(({ textContent }) => textContent.includes("Red lamp"))).toBe(true);
  });

  it("finds what came to a state", async () => {
    const { client, user } = await open();
    const asked: string[] = [];
    const { activity } = client;
    client.activity = (query) => (asked.push(query.text), activity(query));
    await user.type(screen.getByRole("searchbox", { name: "Search activity" }), "connection restored");
    await waitFor(() => expect(lines()).toHaveLength(4));
    expect(line(/Connection restored/)).toBeDefined();
    expect(asked.at(-1)).toBe("restored");
  });

  it("finds a number that was copied as a link", async () => {
    const { user } = await open();
    const search = screen.getByRole("searchbox", { name: "Search activity" });
    for (const link of ["tel:0131 496", " SIP:4033"]) {
      await user.clear(search);
      await user.type(search, link);
      await waitFor(() => expect(lines()).toHaveLength(4));
      expect(lines().every(({ textContent }) => /0131 496|Helene/.test(textContent))).toBe(true);
    }
  });

  it("shows only what failed, or only what is about the phone", async () => {
    const { user } = await open();
    const show = screen.getByRole("combobox", { name: "Show" });
    await user.selectOptions(show, "Only what failed");
    await waitFor(() => expect(lines().every(({ textContent }) => textContent.includes("failed"))).toBe(true));
    await user.selectOptions(show, "Phone");
    await waitFor(() => expect(lines().every(({ textContent }) => /phone|DND/.test(textContent))).toBe(true));
  });

  it("says that nothing is found, and shows everything again", async () => {
    const { user } = await open();
    await user.type(screen.getByRole("searchbox", { name: "Search activity" }), "nobody");
    expect(await screen.findByRole("heading", { name: "Nothing found" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    await waitFor(() => expect(lines()).toHaveLength(48));
  });

  it("offers to simulate a call while nothing has happened", async () => {
    const { user } = await open(signedIn(), true);
    expect(await screen.findByRole("heading", { name: "Nothing has happened yet" })).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Simulate a call" }));
    expect(screen.getByRole("heading", { level: 1, name: "Simulate a call" })).toBeInTheDocument();
  });
});

describe("keeping it", () => {
  it("keeps it as long as one says", async () => {
    const { client, user } = await open();
    await user.selectOptions(screen.getByRole("combobox", { name: "Kept for" }), "90 days");
    expect(client.view.settings.keptDays).toBe(90);
  });

  it("is cleared once one has said so twice", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("button", { name: "Clear now" }));
    expect(screen.getByRole("button", { name: "Keep it" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Keep it" }));
    expect(lines().length).toBeGreaterThan(0);
    await user.click(screen.getByRole("button", { name: "Clear now" }));
    await user.click(screen.getByRole("button", { name: "Delete all of it" }));
    expect(await screen.findByRole("heading", { name: "Nothing has happened yet" })).toBeInTheDocument();
  });

  it("is taken elsewhere", async () => {
    const { client, user } = await open();
    const asked = vi.spyOn(client, "exportActivity");
    await user.click(screen.getByRole("button", { name: "Export" }));
    await user.click(screen.getByRole("menuitem", { name: "Everything as CSV, for a spreadsheet…" }));
    expect(asked).toHaveBeenCalledWith("csv");
    expect(await screen.findByText("Everything that is kept was saved to the file.")).toBeInTheDocument();
  });

  it("says what is owed, and warns before it is too much", async () => {
    await open({ ...signedIn(), outbox: { waiting: 2, parked: 1, full: 85 } });
    expect(screen.getByText(/^2 requests to web services wait for their next try\. 1 is not tried/)).toBeInTheDocument();
    expect(screen.getByText(/fills 85 % of its room/)).toBeInTheDocument();
  });
});

describe("the lines in memory", () => {
  const DAY = 86_400_000;
  const noon = new Date(2026, 10, 20, 12).getTime();
  const make = (id: number, at = noon): ActivityLine => ({
    id,
    at,
    kind: "call",
    state: "Ringing",
    line: "",
    name: "",
    number: String(id),
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
  const ids = (days: ReturnType<typeof byDay>) => days.map(({ chunks }) => chunks.map((chunk) => chunk.lines.map(({ id }) => id)));

  it("are put together where a day goes on", () => {
    const newer = byDay([make(4), make(3)]);
    const older = byDay([make(2), make(1, noon - DAY)]);
    expect(ids(join(newer, older))).toEqual([[[4, 3, 2]], [[1]]]);
    expect(ids(join([], older))).toEqual([[[2]], [[1]]]);
    const full = byDay(Array.from({ length: 30 }, (_, index) => make(200 - index)));
    expect(ids(full)[0]?.map(({ length }) => length)).toEqual([25, 5]);
    expect(ids(join(byDay([make(201)]), full))[0]?.map(({ length }) => length)).toEqual([1, 25, 5]);
    expect(ids(join(full, byDay([make(100)])))[0]?.map(({ length }) => length)).toEqual([25, 6]);
  });

  it("are asked for page by page, and only what is new is drawn anew", async () => {
    let count = 250;
    const asked: ActivityQuery[] = [];
    const ledger = new Ledger(async (query) => {
      asked.push(query);
      const from = query.before ?? count + 1;
      const page = Array.from({ length: Math.min(100, from - 1) }, (_, index) => make(from - 1 - index));
      return { lines: page, more: (page.at(-1)?.id ?? 1) > 1 };
    });
    await ledger.look({ text: "", kind: null, failed: false });
    await ledger.older();
    await ledger.older();
    expect(ledger.more).toBe(false);
    expect(ids(ledger.days).flat(2)).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
    const [, second] = ledger.days[0]?.chunks ?? [];
    count = 253;
    (await ledger.newer())();
    expect(ids(ledger.days).flat(2)).toHaveLength(253);
    expect(ledger.days[0]?.chunks.find(({ key }) => key === second?.key)?.lines[5]).toBe(second?.lines[5]);
    // So much that what is shown is not found again: it begins anew.
    count = 2000;
    (await ledger.newer())();
    expect(ids(ledger.days).flat(2)[0]).toBe(2000);
    expect(ids(ledger.days).flat(2)).toHaveLength(500);
    expect(asked.every(({ text }) => text === "")).toBe(true);
  });

  it("are there once each, as they are now, however the answers overtake each other", async () => {
    let stored = [2, 1].map((id) => make(id));
    const answers: (() => void)[] = [];
    const ledger = new Ledger((query) => {
      const page = { lines: stored.filter(({ id }) => query.before === null || id < query.before), more: false };
      return new Promise((answer) => answers.push(() => answer(page)));
    });
    const looked = ledger.look({ text: "", kind: null, failed: false });
    answers.shift()?.();
    await looked;
    const renewals: Promise<() => void>[] = [];
    for (const id of [3, 4, 5]) {
      stored = [make(id), ...stored];
      renewals.push(ledger.newer());
    }
    for (const answer of answers.splice(0)) answer();
    const [one, two, three] = await Promise.all(renewals);
    two?.();
    expect(ids(ledger.days).flat(2)).toEqual([4, 3, 2, 1]);
    one?.();
    expect(ids(ledger.days).flat(2)).toEqual([4, 3, 2, 1]);
    three?.();
    expect(ids(ledger.days).flat(2)).toEqual([5, 4, 3, 2, 1]);

    // What was cleared goes, what is still owed stays.
    stored = stored.filter(({ id }) => id === 3);
    const renewal = ledger.newer();
    for (const answer of answers.splice(0)) answer();
    (await renewal)();
    expect(ids(ledger.days).flat(2)).toEqual([3]);
    stored = [];
    const last = ledger.newer();
    for (const answer of answers.splice(0)) answer();
    (await last)();
    expect(ledger.days).toEqual([]);
  });

  it.each<[Partial<ActivityLine>, string]>([
    [{ state: "Ringing", name: "Priya" }, "Priya rang"],
    [{ state: "Ringing", name: "Priya", line: "Reception" }, "Priya rang at Reception’s line"],
    [{ state: "Dialing", direction: "outgoing", name: "Priya" }, "You called Priya"],
    [{ state: "Connected", direction: "outgoing", name: "Priya" }, "Priya answered you"],
    [{ state: "Missed", name: "Priya", outcome: "no answer", late: true }, "Missed call from Priya, while offline"],
    [{ state: "Completed", name: "Priya", outcome: "declined" }, "You declined Priya"],
    [{ state: "Completed", name: "Priya", outcome: "answered elsewhere" }, "Priya was answered elsewhere"],
    [{ state: "Forwarded", name: "Priya" }, "The call from Priya was forwarded"],
    [{ kind: "device", state: "DND off", line: "Reception" }, "DND went off at Reception’s phone"],
    [{ kind: "connection", state: "Signed in" }, "Signed in"],
    [{ kind: "connection", state: "Connection lost", reason: "nobodyKnows" }, "Connection lost"],
  ])("%o: %s", (fields, said) => {
    expect(what({ ...make(1), number: "", ...fields }).map(({ text }) => text).join("")).toBe(said);
  });
});
