import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import App from "../App.svelte";
import type { View } from "../ipc/bindings";
import { fake, signedIn } from "../ipc/fake";

async function open(page: string, part: Partial<View>) {
  const client = fake({ ...signedIn(), ...part });
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: page }));
  return { client, user };
}

const NOT_SAVED = /Your settings could not be saved \(disk full\)/;
const notSaved = [{ code: "settingsNotSaved" as const, detail: "disk full" }];

describe("what could not be saved", () => {
  it.each(["Status", "Sounds", "Custom events", "Account", "General"])("is said on %s, until it is saved", async (page) => {
    const { client } = await open(page, { notices: notSaved });
    expect(screen.getByText(NOT_SAVED)).toBeInTheDocument();
    client.change({ notices: [] });
    await waitFor(() => expect(screen.queryByText(NOT_SAVED)).not.toBeInTheDocument());
  });

  it("is said where there are no custom events", async () => {
    await open("Custom events", { notices: notSaved, customEvents: [] });
    expect(screen.getByText(NOT_SAVED)).toBeInTheDocument();
  });

  it("is said in Activity of what is written down there", async () => {
    const notices = [...notSaved, { code: "journalNotKept" as const, detail: "read only" }];
    await open("Activity", { notices });
    expect(screen.getByText(/What happens can’t be written down \(read only\)/)).toBeInTheDocument();
    expect(screen.queryByText(NOT_SAVED)).not.toBeInTheDocument();
  });
});

describe("what waits to be sent", () => {
  const outboxFull = [{ code: "outboxFull" as const, detail: "2" }];
  const button = (name: string) => screen.queryByRole("button", { name });

  it.each([
    ["fills its room", { outbox: { waiting: 9000, parked: 3, full: 85 } }],
    ["has no room any more", { outbox: { waiting: 9000, parked: 3, full: 100 }, notices: outboxFull }],
  ])("can be deleted where it is said that it %s, after a question", async (_, part) => {
    const { client, user } = await open("Status", part);
    await user.click(screen.getByRole("button", { name: "Delete all that waits" }));
    const sure = screen.getByRole("group", { name: /^All requests that wait are deleted/ });
    expect(within(sure).getByRole("button", { name: "Keep it" })).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(button("Delete all that waits")).toHaveFocus();
    expect(client.view.outbox.waiting).toBe(9000);
    await user.keyboard("{Enter}");
    await user.click(screen.getByRole("button", { name: "Delete all of it" }));
    expect(client.view.outbox).toEqual({ waiting: 0, parked: 0, full: 0 });
    await waitFor(() => expect(screen.queryByText(/to be sent to web services/)).not.toBeInTheDocument());
  });

  it("can’t be deleted where nothing waits", async () => {
    await open("Status", { notices: outboxFull });
    expect(screen.getByText(/Too much waits to be sent/)).toBeInTheDocument();
    expect(button("Delete all that waits")).not.toBeInTheDocument();
  });
});
