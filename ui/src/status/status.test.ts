import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import App from "../App.svelte";
import {
  answers,
  fake,
  helene,
  karin,
  manyWatched,
  priya,
  problem,
  reception,
  sha256,
  signedIn,
  tomasz,
  watched,
} from "../ipc/fake";

function open(view = signedIn()) {
  const client = fake(view);
  render(App, { client });
  return { client, user: userEvent.setup() };
}

it("shows a call that rings, as it comes", async () => {
  const { client } = open();
  expect(screen.getByRole("heading", { name: "Connected" })).toBeInTheDocument();
  client.change({ calls: [{ ...priya, started: Date.now() - 6000 }] });
  expect(await screen.findByRole("heading", { name: "Connected, ringing" })).toBeInTheDocument();
  expect(screen.getByText("Priya Raman")).toBeInTheDocument();
  expect(screen.getByRole("timer", { name: /^Ringing for 00:0[67]$/ })).toBeInTheDocument();
  // The list of pages says it too, for those who do not look.
  expect(within(screen.getByRole("navigation")).getByRole("status")).toHaveTextContent("Connected, ringing");
});

it("says which custom events have acted on a call, and leads to why", async () => {
  const { client, user } = open();
  client.change({ calls: [{ ...priya, started: Date.now() - 6000, ran: ["e1", "e5", "gone"] }] });
  expect(await screen.findByText(/Triggered “Caller’s record in CRM” and “Caller in Ledger”\./)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Show in Activity" }));
  expect(await screen.findByRole("searchbox")).toHaveValue("Priya Raman");
  await user.click(screen.getByRole("link", { name: "Status" }));
});

it("says when what waits to be sent takes up most of its room", () => {
  open({ ...signedIn(), outbox: { waiting: 9, parked: 0, full: 85 } });
  expect(screen.getByText(/fills 85 % of its room/)).toBeInTheDocument();
});

it("shows the number of a caller without a name, and a withheld one in words", () => {
  const call = { ...priya, remoteName: "", started: Date.now() };
  open({ ...signedIn(), calls: [call, { ...call, id: "c2", remoteTel: "" }] });
  expect(screen.getAllByText("+442079460958")).not.toHaveLength(0);
  expect(screen.getAllByText("Withheld number")).not.toHaveLength(0);
});

it("says why it is not connected and when it tries again", async () => {
  const retryAt = Date.now() + 11_500;
  const { user } = open({
    ...signedIn(),
    connection: { state: "reconnecting", retryAt, problem: problem("unreachable", { detail: "xsp.northgate.example" }) },
  });
  expect(screen.getByText("xsp.northgate.example doesn’t answer.")).toBeInTheDocument();
  expect(screen.getByText("Trying again in 12 seconds.")).toBeInTheDocument();
  // The seconds are for the eye; whoever listens hears the state once.
  expect(screen.getByRole("heading", { level: 1, name: "Not connected" })).toHaveTextContent(/Reconnecting in 12\ss/);
  await user.click(screen.getByRole("button", { name: "Try now" }));
  expect(screen.getByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("turns everything off and on", async () => {
  const { client, user } = open();
  await user.click(screen.getByRole("switch", { name: "Custom events" }));
  expect(client.view.settings.customEventsOn).toBe(false);
  expect(screen.getByRole("switch", { name: "Custom events" })).not.toBeChecked();
});

it("says while the speakers are muted, and gives them back", async () => {
  const { client, user } = open();
  await client.tryDemo();
  expect(screen.getByRole("switch", { name: "Mute speakers in call" })).not.toBeChecked();
  await user.click(screen.getByRole("switch", { name: "Mute speakers in call" }));
  await client.demoCommand("ring");
  expect(screen.queryByText("Your speakers are muted until the call ends.")).not.toBeInTheDocument();
  await client.demoCommand("answer");
  expect(await screen.findByText("Your speakers are muted until the call ends.")).toBeInTheDocument();
  expect(document.querySelector('.state-head [data-shape="quiet"]')).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Unmute now" }));
  expect(screen.queryByText("Your speakers are muted until the call ends.")).not.toBeInTheDocument();
});

it("makes calls on the demo phone system, and offers only what can be done", async () => {
  const { client, user } = open();
  await client.tryDemo();
  const button = (name: string) => screen.getByRole("button", { name });
  expect(await screen.findByRole("button", { name: "Answer" })).toBeDisabled();
  await user.click(button("Ring"));
  expect(button("Ring")).toBeDisabled();
  await user.click(button("Answer"));
  expect(screen.getByRole("heading", { name: "Connected, in a call" })).toBeInTheDocument();
  await user.click(button("Hold"));
  await user.click(button("Retrieve"));
  await user.click(button("Hang up"));
  expect(screen.queryByText("Priya Raman")).not.toBeInTheDocument();
  await user.click(button("Do not disturb"));
  expect(screen.getByText("On")).toBeInTheDocument();
});

it("says so when the backend could not do what was asked", async () => {
  const { client, user } = open();
  // What a rejected command nobody waits for does in a web view.
  client.setSwitch = () => {
    window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: "the engine has ended" }));
    return Promise.resolve();
  };
  await user.click(screen.getByRole("switch", { name: "Sounds" }));
  expect(screen.getByRole("alert")).toHaveTextContent("the engine has ended");
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("says what the phone system says of the missing right, and asks again when told", async () => {
  const { user } = open({
    ...signedIn(),
    connection: { state: "notPermitted", problem: problem("forbidden", { detail: "Advanced Call Control" }) },
  });
  expect(screen.getByRole("heading", { name: "Not allowed to hear calls" })).toBeInTheDocument();
  expect(screen.getByText(/says: “Advanced Call Control”/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("trusts a certificate on the spot, and no longer on the Account page", async () => {
  const inTheWay = answers["certificate"] ?? problem("certificate");
  const { client, user } = open({
    ...signedIn(),
    connection: { state: "reconnecting", retryAt: Date.now() + 12_000, problem: inTheWay },
  });
  await user.click(screen.getByRole("button", { name: "Trust this certificate" }));
  expect(client.view.account?.signIn.pins).toEqual([{ host: "xsp.northgate.example", sha256 }]);
  await user.click(screen.getByRole("link", { name: "Account" }));
  expect(screen.getByText("Trusted by you for xsp.northgate.example")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Stop trusting the certificate of xsp.northgate.example" }));
  expect(client.view.account?.signIn.pins).toEqual([]);
  await user.click(screen.getByRole("link", { name: "Status" }));
});

it("uses the server it is sent to when told", async () => {
  const { client, user } = open({
    ...signedIn(),
    connection: { state: "reconnecting", retryAt: Date.now() + 12_000, problem: answers["moved"] ?? problem("moved") },
  });
  await user.click(screen.getByRole("button", { name: "Use that server" }));
  expect(client.view.account?.signIn.server).toBe("https://xsp2.northgate.example");
});

describe("the watched lines", () => {
  const rows = () =>
    within(screen.getByRole("list", { name: "Watched lines" }))
      .getAllByRole("listitem")
      .map((row) => row.textContent.replace(/\s+/g, " ").trim());
  const shapes = () =>
    [...screen.getByRole("list", { name: "Watched lines" }).querySelectorAll("[data-shape]")].map((glyph) =>
      glyph.getAttribute("data-shape"),
    );
  const since = (seconds: number) => Date.now() - seconds * 1000;

  it("are not there as long as nobody is watched", () => {
    open();
    expect(screen.queryByRole("heading", { name: "Watched lines" })).not.toBeInTheDocument();
  });

  it("say what goes on, by shape and in words", () => {
    const call = { ...priya, remoteTel: "020 7946 0958" };
    open({
      ...signedIn(),
      watched: [
        watched(tomasz),
        watched(reception, { calls: [{ ...call, started: since(6) }] }),
        watched(karin, { device: { hook: "onHook", dnd: true } }),
        watched(helene),
      ],
    });
    expect(rows()).toEqual([
      "Tomasz Nowak, 4017 No call",
      "Reception, 4000 Ringing for 6 seconds, 020 7946 0958",
      "Karin Maes, 4025 DND on",
      "Dr. Helene Schwarzenberger-Oppenheim, 4033 Not allowed",
    ]);
    expect(shapes()).toEqual(["connected", "ringing", "dnd", "not-connected"]);
  });

  it("say how a call of theirs goes on", () => {
    const call = { ...priya, remoteTel: "020 7946 0958", started: since(4000), answered: since(130) };
    const second = { ...call, id: "c2", remoteTel: "", remoteName: "", started: since(1), answered: null };
    open({
      ...signedIn(),
      watched: [
        watched(tomasz, { calls: [{ ...call, state: "connected" }] }),
        watched(reception, { calls: [{ ...call, state: "dialing", direction: "outgoing", answered: null }] }),
        watched(karin, { calls: [{ ...call, state: "held" }] }),
        watched({ ...karin, userId: "k2" }, { calls: [{ ...call, state: "connected" }, second] }),
        watched({ ...karin, userId: "k3" }, { permission: { state: "asked" } }),
      ],
    });
    expect(rows()).toEqual([
      "Tomasz Nowak, 4017 In a call for 2 minutes, 020 7946 0958",
      "Reception, 4000 Calling 020 7946 0958",
      "Karin Maes, 4025 On hold, 020 7946 0958",
      "Karin Maes, 4025 Ringing for 1 second, Withheld number",
      "Karin Maes, 4025 Asking…",
    ]);
    expect(shapes()).toEqual(["in-call", "in-call", "in-call", "ringing", "not-connected"]);
  });

  it("count the time, and stay where they are", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const { client } = open({ ...signedIn(), watched: [watched(tomasz), watched(reception)] });
      client.change({ watched: [watched(tomasz), watched(reception, { calls: [{ ...priya, started: since(0) }] })] });
      await vi.advanceTimersByTimeAsync(4_000);
      expect(rows()[0]).toMatch(/^Tomasz Nowak/);
      expect(rows()[1]).toMatch(/Ringing for [45] seconds/);
    } finally {
      vi.useRealTimers();
    }
  });

  it("don’t claim to be heard while we are not connected", () => {
    const connection = { state: "reconnecting", retryAt: Date.now() + 9000, problem: problem("timedOut") } as const;
    open({ ...signedIn(), connection, watched: [watched(tomasz)] });
    expect(rows()).toEqual(["Tomasz Nowak, 4017 Not connected"]);
    expect(shapes()).toEqual(["not-connected"]);
  });

  it("are folded when there are many, but for those with a call", async () => {
    const { client, user } = open({ ...signedIn(), watched: manyWatched(500, Date.now()) });
    const all = screen.getByRole("button", { name: "Show all 500 lines" });
    expect(all).toHaveAttribute("aria-expanded", "false");
    expect(rows()).toHaveLength(17);
    expect(shapes()).not.toContain("connected");
    await user.click(all);
    expect(all).toHaveAttribute("aria-expanded", "true");
    expect(rows()).toHaveLength(500);
    await user.click(screen.getByRole("button", { name: "Show fewer lines" }));
    client.change({ watched: client.view.watched.map((line) => ({ ...line, calls: [] })) });
    await waitFor(() => expect(rows()).toEqual(["None of the 500 lines has a call"]));
  });

  it("get calls on the demo phone system, where that can be done", async () => {
    const { client, user } = open();
    await client.tryDemo();
    const button = (name: string) => screen.getByRole("button", { name });
    client.change({ watched: [watched(helene), watched(tomasz)] });
    await waitFor(() => expect(button("Colleague’s phone rings")).toBeEnabled());
    expect(button("Colleague answers")).toBeDisabled();
    expect(button("Colleague hangs up")).toBeDisabled();
    await user.click(button("Colleague’s phone rings"));
    expect(shapes()).toEqual(["not-connected", "ringing"]);
    expect(button("Colleague’s phone rings")).toBeDisabled();
    await user.click(button("Colleague answers"));
    expect(shapes()).toEqual(["not-connected", "in-call"]);
    expect(button("Colleague answers")).toBeDisabled();
    await user.click(button("Colleague hangs up"));
    expect(rows()[1]).toBe("Tomasz Nowak, 4017 No call");
  });

  it("are one step away on the demo phone system", async () => {
    const { client, user } = open();
    await client.tryDemo();
    expect(screen.queryByRole("button", { name: "Colleague’s phone rings" })).not.toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Account" }));
    expect(screen.getByRole("heading", { name: "Account", level: 1 })).toBeInTheDocument();
    await user.click(screen.getByRole("link", { name: "Status" }));
  });
});

it("pauses everything for an hour, says until when, and resumes", async () => {
  const { client, user } = open();
  await user.click(screen.getByRole("button", { name: "Pause everything for 1 hour" }));
  expect(screen.getByRole("heading", { level: 1, name: "Paused" })).toBeInTheDocument();
  const until = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(client.view.pausedUntil ?? 0);
  expect(screen.getByText(new RegExp(`^Paused until ${until}\\.`))).toBeInTheDocument();
  // How it is with the connection goes before.
  client.change({ connection: { state: "signingIn" } });
  await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "Signing in…" })).toBeInTheDocument());
  client.change({ connection: { state: "connected", lastHeard: Date.now() } });
  await user.click(screen.getByRole("button", { name: "Resume" }));
  expect(screen.getByRole("heading", { level: 1, name: "Connected" })).toBeInTheDocument();
  expect(screen.queryByText(/^Paused until/)).toBeNull();
});

it("goes where the tray leads, and lets the window be closed with what it shows", async () => {
  const { client } = open();
  client.tell({ page: "activity" });
  expect(await screen.findByRole("heading", { level: 1, name: "Activity" })).toBeInTheDocument();
  client.tell({});
  expect(client.closed).toMatch(/^\["activity",/);
});
