import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import type { Problem } from "../ipc/bindings";
import { anna, fake, signedOut } from "../ipc/fake";

function open(answer: Promise<Problem | null> = Promise.resolve(null), view = signedOut()) {
  const client = fake(view);
  const asked: unknown[][] = [];
  client.signIn = (...given) => {
    asked.push(given);
    return answer;
  };
  render(App, { client });
  return { client, asked, user: userEvent.setup() };
}

async function fill(user: ReturnType<typeof userEvent.setup>) {
  await user.type(screen.getByLabelText("Server"), " xsp.northgate.example ");
  await user.type(screen.getByLabelText("User id"), anna.userId);
  await user.type(screen.getByLabelText("Password"), "bell-anna");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

it("signs in with what was typed", async () => {
  const { asked, user } = open();
  await fill(user);
  expect(asked).toEqual([["xsp.northgate.example", anna.userId, "bell-anna", true]]);
});

it.each<[Problem, string, RegExp]>([
  [
    { code: "hostUnknown", detail: "xsp.northgate.exmple" },
    "There is no server called xsp.northgate.exmple.",
    /Check the spelling/,
  ],
  [{ code: "refused", detail: "" }, "The phone system refused this sign-in.", /locks the account/],
  [
    { code: "forbidden", detail: "Advanced Call Control" },
    "You may sign in, but not listen for calls.",
    /the right “Advanced Call Control”/,
  ],
])("says plainly what is in the way: %o", async (problem, what, then) => {
  const { user } = open(Promise.resolve(problem));
  await fill(user);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent(what);
  expect(alert).toHaveTextContent(then);
  await waitFor(() => expect(alert).toHaveFocus());
  expect(screen.getByLabelText("Password")).toHaveValue("bell-anna");
});

it("says that it is signing in only when that takes a while", async () => {
  const { user } = open(new Promise(() => undefined));
  await fill(user);
  expect(screen.getByRole("button", { name: "Sign in" })).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: "Signing in…" })).toBeInTheDocument();
});

it("asks for a field that is empty, and asks nobody else", async () => {
  const { asked, user } = open();
  await user.type(screen.getByLabelText("Server"), "xsp.northgate.example");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(screen.getByLabelText("User id")).toHaveFocus();
  expect(screen.getByLabelText("User id")).toHaveAccessibleDescription("Type your user id.");
  expect(asked).toEqual([]);
});

it("fills in the account that no longer works, and says why", async () => {
  open(undefined, {
    ...signedOut(),
    connection: {
      state: "signedOut",
      problem: { code: "refused", detail: "" },
      server: anna.server,
      userId: anna.userId,
    },
  });
  expect(screen.getByRole("alert")).toHaveTextContent("The phone system refused this sign-in.");
  expect(screen.getByLabelText("Server")).toHaveValue(anna.server);
  expect(screen.getByLabelText("User id")).toHaveValue(anna.userId);
  await waitFor(() => expect(screen.getByRole("alert")).toHaveFocus());
});

it("shows the password when asked", async () => {
  const { user } = open();
  await user.click(screen.getByRole("button", { name: "Show password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
});

it("starts the demo", async () => {
  const { user } = open();
  await user.click(screen.getByRole("button", { name: "Try without a phone system" }));
  expect(await screen.findByRole("heading", { name: "Demo phone system" })).toBeInTheDocument();
});
