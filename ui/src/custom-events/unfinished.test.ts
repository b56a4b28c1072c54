import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import { fake, signedIn } from "../ipc/fake";
import { shown } from "../shared/pages.svelte";

const name = () => screen.findByRole<HTMLInputElement>("textbox", { name: "Name" });

/** Types into a custom event while the line is taken by another program. */
async function takenElsewhere() {
  const client = fake(signedIn());
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name: "Caller’s record in CRM" }));
  await user.type(await name(), ", half typed");
  const { account, connection } = client.view;
  client.change({ connection: { state: "signedOut", problem: null, account: null } });
  await screen.findByRole("button", { name: "Sign in" });
  return { client, user, account, connection };
}

it("keeps what is half typed until its user is back", async () => {
  const { client, user, account, connection } = await takenElsewhere();
  client.change({ account, connection });
  expect(await name()).toHaveValue("Caller’s record in CRM, half typed");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("button", { name: "Caller’s record in CRM, half typed" })).toBeInTheDocument();
});

it("shows it to nobody else", async () => {
  const { client, account, connection } = await takenElsewhere();
  if (!account) throw new Error("somebody is signed in");
  client.change({ account: { ...account, signIn: { ...account.signIn, userId: "somebody@else.example" } }, connection });
  expect(await screen.findByRole("link", { name: "Status" })).toHaveAttribute("aria-current", "page");
  expect(screen.queryByRole("textbox", { name: "Name" })).not.toBeInTheDocument();
});

it("does not bring back what was dropped on the way out", async () => {
  const { client, user, account, connection } = await takenElsewhere();
  client.change({ account, connection });
  await name();
  // As the tray does it.
  shown.leave(() => client.change({ connection: { state: "signedOut", problem: null, account: null } }));
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  await screen.findByRole("button", { name: "Sign in" });
  client.change({ connection });
  expect(await screen.findByRole("link", { name: "Status" })).toHaveAttribute("aria-current", "page");
});
