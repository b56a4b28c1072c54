import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import App from "../App.svelte";
import type { Found, WatchedView } from "../ipc/bindings";
import { fake, helene, karin, manyWatched, problem, reception, signedIn, tomasz, watched } from "../ipc/fake";

async function open(lines: WatchedView[] = []) {
  const client = fake({ ...signedIn(), watched: lines });
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Account" }));
  return { client, user };
}

const group = () => within(screen.getByRole("region", { name: "Watched lines" }));
const button = (name: string) => screen.getByRole("button", { name });
const rows = () =>
  within(screen.getByRole("list", { name: "Watched lines" }))
    .getAllByRole("listitem")
    .map((row) => row.textContent.replace(/\s+/g, " ").trim());
const found = (rest: Partial<Found> = {}): Found => ({ colleagues: [], more: false, problem: null, ...rest });

describe("the watched lines", () => {
  it("say what they are for while there are none", async () => {
    await open();
    expect(group().getByText("Watch colleagues’ lines to hear and see whose phone rings.")).toBeInTheDocument();
    expect(screen.queryByRole("list", { name: "Watched lines" })).not.toBeInTheDocument();
  });

  it("say whether the phone system lets us", async () => {
    const denied =
      "The phone system doesn’t let you watch this line. Ask your administrator whether it is on your busy-lamp list and whether its calls are private.";
    const says = "The phone system says: “User is not on the busy lamp field list”";
    await open([
      watched(tomasz),
      watched(karin, { permission: { state: "asked" } }),
      watched(reception, { permission: { state: "denied", detail: "" } }),
      watched(helene),
    ]);
    expect(rows()).toEqual([
      "Tomasz Nowak, 4017 Allowed",
      "Karin Maes, 4025 Asking…",
      `Reception, 4000 ${denied}`,
      `Dr. Helene Schwarzenberger-Oppenheim, 4033 ${denied} ${says}`,
    ]);
  });

  it("stop being watched, and come back with Undo", async () => {
    const { client, user } = await open([watched(tomasz), watched(karin)]);
    await user.click(button("Stop watching Tomasz Nowak"));
    expect(client.view.watched.map(({ line }) => line)).toEqual([karin]);
    expect(button("Stop watching Karin Maes")).toHaveFocus();
    expect(screen.getByText("Tomasz Nowak is not watched any more.")).toBeInTheDocument();
    await user.click(button("Undo"));
    expect(client.view.watched.map(({ line }) => line)).toEqual([karin, tomasz]);
    await user.click(button("Stop watching Karin Maes"));
    await user.click(button("Stop watching Tomasz Nowak"));
    expect(button("Add a colleague")).toHaveFocus();
    await user.keyboard("{Control>}z{/Control}");
    expect(client.view.watched.map(({ line }) => line)).toEqual([tomasz]);
  });

  it("are shown in part when there are many", async () => {
    const { user } = await open(manyWatched(500, Date.now()));
    expect(rows()).toHaveLength(30);
    const all = button("Show all 500 lines");
    expect(all).toHaveAttribute("aria-expanded", "false");
    await user.click(all);
    expect(rows()).toHaveLength(500);
    await user.click(button("Show fewer lines"));
    expect(rows()).toHaveLength(30);
  });
});

describe("the busy-lamp list", () => {
  it("is added in one go", async () => {
    const { client, user } = await open([watched(karin)]);
    await user.click(button("Add from busy-lamp list"));
    expect(await group().findByRole("status")).toHaveTextContent("Added 2 lines.");
    expect(client.view.watched.map(({ line }) => line)).toEqual([karin, reception, tomasz]);
    await waitFor(() => expect(screen.getAllByText("Allowed")).toHaveLength(3));
  });

  it.each([
    [found(), "Your busy-lamp list is empty."],
    [found({ colleagues: [karin] }), "Every line of your busy-lamp list is watched already."],
    [found({ colleagues: [tomasz] }), "Added 1 line."],
    [found({ colleagues: [tomasz], more: true }), "Added 1 line. Your busy-lamp list holds more than Bellhop reads."],
    [found({ problem: problem("timedOut", { detail: "The server" }) }), "The server took too long to answer."],
  ])("says what came of it", async (answer, sentence) => {
    const { client, user } = await open([watched(karin)]);
    client.busyLampList = () => Promise.resolve(answer);
    await user.click(button("Add from busy-lamp list"));
    expect(await group().findByText(sentence)).toBe(group().getByRole("status"));
  });

  it("says that it is asked for only when that takes a while", async () => {
    const { client, user } = await open();
    let answer: (list: Found) => void = () => undefined;
    client.busyLampList = vi.fn(() => new Promise<Found>((resolve) => (answer = resolve)));
    await user.click(button("Add from busy-lamp list"));
    expect(group().getByRole("status")).toHaveTextContent("");
    await user.click(button("Add from busy-lamp list"));
    expect(client.busyLampList).toHaveBeenCalledTimes(1);
    expect(await group().findByText("Asking for your busy-lamp list…")).toBeInTheDocument();
    answer(found());
    expect(await group().findByText("Your busy-lamp list is empty.")).toBeInTheDocument();
  });
});

describe("a colleague", () => {
  const search = () => screen.getByRole("textbox", { name: "Name or extension of a colleague" });
  const results = () => within(screen.getByRole("list", { name: "Colleagues" }));

  async function find(lines: WatchedView[] = []) {
    const opened = await open(lines);
    await opened.user.click(button("Add a colleague"));
    expect(search()).toHaveFocus();
    return opened;
  }

  it("is found by name, and watched", async () => {
    const { client, user } = await find([watched(tomasz)]);
    await user.type(search(), "maes");
    await user.click(await screen.findByRole("button", { name: "Watch Karin Maes" }));
    expect(client.view.watched.map(({ line }) => line)).toEqual([tomasz, karin]);
    expect(await results().findByText("Watched")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Watch Karin Maes" })).not.toBeInTheDocument();
    // The keys go on where they are of use.
    expect(search()).toHaveFocus();
  });

  it("is found by extension, and is known to be watched already", async () => {
    const { user } = await find([watched(tomasz)]);
    await user.type(search(), "4017");
    expect(await screen.findByText("Watched")).toBeInTheDocument();
    expect(results().getByText("Tomasz Nowak, 4017")).toBeInTheDocument();
  });

  it("is asked for once the name has two letters and typing has paused", async () => {
    const { client, user } = await find();
    client.findColleagues = vi.fn(client.findColleagues);
    await user.type(search(), "k");
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(client.findColleagues).not.toHaveBeenCalled();
    await user.type(search(), "arin");
    expect(await screen.findByText("Karin Maes, 4025")).toBeInTheDocument();
    expect(client.findColleagues).toHaveBeenCalledExactlyOnceWith("karin");
  });

  it("is shown for the latest name only, however late an answer comes", async () => {
    const { client, user } = await find();
    const answers: ((answer: Found) => void)[] = [];
    client.findColleagues = () => new Promise((resolve) => answers.push(resolve));
    await user.type(search(), "to");
    await waitFor(() => expect(answers).toHaveLength(1));
    await user.type(search(), "m");
    await waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.(found({ colleagues: [tomasz] }));
    answers[0]?.(found({ colleagues: [karin] }));
    expect(await screen.findByText("Tomasz Nowak, 4017")).toBeInTheDocument();
    expect(screen.queryByText("Karin Maes, 4025")).not.toBeInTheDocument();
    await user.clear(search());
    await waitFor(() => expect(screen.queryByText("Tomasz Nowak, 4017")).not.toBeInTheDocument());
  });

  it("may not be there, or be one of many", async () => {
    const { client, user } = await find();
    await user.type(search(), "xyz");
    expect(await screen.findByText("No colleague has “xyz” in their name.")).toBeInTheDocument();
    await user.clear(search());
    await user.type(search(), "no");
    expect(await screen.findByText("There are more. Type more of the name.")).toBeInTheDocument();
    client.findColleagues = () => Promise.resolve(found({ problem: problem("serverBusy", { detail: "503" }) }));
    await user.type(search(), "v");
    expect(await screen.findByText("The phone system is busy (503).")).toBeInTheDocument();
  });

  it("is not looked for in silence", async () => {
    const { client, user } = await find();
    client.findColleagues = () => new Promise(() => undefined);
    await user.type(search(), "karin");
    expect(await screen.findByText("Looking…")).toBeInTheDocument();
  });

  it("is let be with Escape or Close", async () => {
    const { user } = await find();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
    expect(button("Add a colleague")).toHaveFocus();
    expect(button("Add a colleague")).toHaveAttribute("aria-expanded", "false");
    await user.click(button("Add a colleague"));
    await user.click(button("Close"));
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
  });
});
