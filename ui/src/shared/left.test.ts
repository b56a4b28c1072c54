import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import { fake, signedIn } from "../ipc/fake";
import { left } from "./left";
import { shown } from "./pages.svelte";

function open(client = fake(signedIn())) {
  const user = userEvent.setup();
  render(App, { client });
  return { client, user };
}

const go = (user: UserEvent, page: string) => user.click(screen.getByRole("link", { name: page }));
const scroller = () => document.getElementById("page") as HTMLElement;
const search = () => screen.findByRole("searchbox", { name: "Search activity" });
const filter = () => screen.getByRole("combobox", { name: "Show" });
const raman = () => screen.findAllByRole("button", { name: /Priya Raman rang/ }).then(([first]) => first as HTMLElement);

/** Looks for something in Activity, opens it and goes on further down. */
async function lookFor(user: UserEvent) {
  await go(user, "Activity");
  await user.type(await search(), "Raman");
  await user.selectOptions(filter(), "call");
  await user.click(await raman());
  scroller().scrollTop = 120;
}

async function isAsLeft() {
  expect(await search()).toHaveValue("Raman");
  expect(filter()).toHaveValue("call");
  expect(await raman()).toHaveAttribute("aria-expanded", "true");
  expect(scroller().scrollTop).toBe(120);
}

/** Closes the window and opens another one. */
function nextWindow(client: ReturnType<typeof fake>, wanted: "status" | "activity" | null = null) {
  client.tell({});
  const said = client.closed ?? "";
  cleanup();
  left.forget();
  shown.current = "status";
  const next = open(client);
  client.tell({ left: said });
  if (wanted) client.tell({ page: wanted });
  return { ...next, said };
}

it("finds a page as it was left, on the way back to it", async () => {
  const { user } = open();
  await lookFor(user);
  await go(user, "Status");
  expect(scroller().scrollTop).toBe(0);
  await go(user, "Activity");
  await isAsLeft();
});

it("finds it so in the next window, too", async () => {
  const { client, user } = open();
  await lookFor(user);
  const { said } = nextWindow(client);
  await isAsLeft();
  expect(said.length).toBeLessThan(500);
});

it("shows the top of a page that the shell wants, and has the others wait", async () => {
  const { client, user } = open();
  await go(user, "Sounds");
  scroller().scrollTop = 50;
  await lookFor(user);
  const next = nextWindow(client, "activity");
  expect(await search()).toHaveValue("");
  expect(filter()).toHaveValue("all");
  expect(await raman()).toHaveAttribute("aria-expanded", "false");
  expect(scroller().scrollTop).toBe(0);
  await go(next.user, "Sounds");
  expect(scroller().scrollTop).toBe(50);
});

it("finds the custom event that was being edited in the next window, and the list on the way back", async () => {
  const { client, user } = open();
  await go(user, "Custom events");
  scroller().scrollTop = 30;
  await user.click(screen.getByRole("button", { name: "Log finished calls" }));
  scroller().scrollTop = 70;
  const next = nextWindow(client);
  expect(await screen.findByRole("textbox", { name: "Name" })).toHaveValue("Log finished calls");
  expect(scroller().scrollTop).toBe(70);
  await go(next.user, "Status");
  await go(next.user, "Custom events");
  expect(screen.getByRole("button", { name: "Log finished calls" })).toBeInTheDocument();
});

it("goes back to the place in the list where the editor was opened", async () => {
  const { user } = open();
  await go(user, "Custom events");
  scroller().scrollTop = 30;
  await user.click(screen.getByRole("button", { name: "Log finished calls" }));
  scroller().scrollTop = 70;
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(scroller().scrollTop).toBe(30));
  await user.click(screen.getByRole("button", { name: "Log finished calls" }));
  await go(user, "Status");
  await go(user, "Custom events");
  expect(scroller().scrollTop).toBe(30);
});

it("forgets it when the sign-in ends", async () => {
  const { client, user } = open();
  await lookFor(user);
  const { account, connection } = client.view;
  client.change({ account: null, connection: { state: "signedOut", problem: null, account: null } });
  await screen.findByRole("button", { name: "Sign in" });
  client.change({ account, connection });
  await screen.findByRole("link", { name: "Activity" });
  await go(user, "Activity");
  expect(await search()).toHaveValue("");
});
