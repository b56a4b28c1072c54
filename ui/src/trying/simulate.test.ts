import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import App from "../App.svelte";
import { fake, reception, signedIn, watched } from "../ipc/fake";

async function open(view = signedIn()) {
  const client = fake(view);
  const asked = vi.spyOn(client, "simulateCall");
  const user = userEvent.setup();
  render(App, { client });
  await user.keyboard("{F5}");
  await screen.findByRole("textbox", { name: "Number" });
  return { asked, user };
}

const go = () => screen.getByRole("button", { name: "Simulate" });

it("says at every state what would run, exactly, and why the others would not", async () => {
  const { asked, user } = await open();
  await user.click(go());
  const rings = within(await screen.findByRole("region", { name: "1. It rings" }));
  expect(rings.getByText("1 of the 4 custom events about this runs.")).toBeInTheDocument();
  const [first] = rings.getAllByRole("group");
  expect(first).toHaveAccessibleName("Caller’s record in CRM");
  expect(first).toHaveTextContent("https://crm.northgate.example/find?tel=%2B442079460958");
  const ledger = rings.getByRole("group", { name: "Caller in Ledger" });
  expect(ledger).toHaveTextContent("does not run");
  expect(within(ledger).getAllByRole("listitem")).toHaveLength(1);
  expect(ledger).toHaveTextContent("Remote tel: wanted +44131, call was with +442079460958");
  expect(screen.getByRole("region", { name: "3. It is completed" })).toBeInTheDocument();
  expect(asked).toHaveBeenCalledWith(expect.objectContaining({ forReal: false, answered: true, held: false, line: "" }));
});

it("makes the call one describes, and does it for real only if one says so", async () => {
  const { asked, user } = await open({ ...signedIn(), watched: [watched(reception)] });
  await user.selectOptions(screen.getByRole("combobox", { name: "Direction" }), "You call somebody");
  await user.selectOptions(screen.getByRole("combobox", { name: "Line" }), "Reception, 4000");
  await user.click(screen.getByRole("checkbox", { name: "A colleague" }));
  await user.click(screen.getByRole("checkbox", { name: "It is put on hold and taken up again" }));
  await user.click(screen.getByRole("switch", { name: "Really do it" }));
  await user.click(go());
  expect(await screen.findByRole("region", { name: "4. It is put on hold" })).toBeInTheDocument();
  const call = asked.mock.calls[0]?.[0];
  expect(call).toMatchObject({ line: reception.userId, held: true, forReal: true });
  expect(call?.sample).toMatchObject({ internal: true, direction: "outgoing" });
});

it("holds no call that nobody answers, and nobody talks in it", async () => {
  const { asked, user } = await open();
  await user.click(screen.getByRole("checkbox", { name: "It is put on hold and taken up again" }));
  await user.click(screen.getByRole("checkbox", { name: "It is answered" }));
  expect(screen.getByRole("checkbox", { name: "It is put on hold and taken up again" })).toBeDisabled();
  expect(screen.getByRole("spinbutton")).toBeDisabled();
  await user.click(go());
  expect(await screen.findByRole("region", { name: "2. It is missed" })).toBeInTheDocument();
  expect(asked.mock.calls[0]?.[0].held).toBe(false);
});

it("leads back to where one came from", async () => {
  const { user } = await open();
  expect(screen.getByRole("link", { name: "Status" })).toHaveAttribute("aria-current", "page");
  await user.click(screen.getByRole("button", { name: "Back" }));
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name: "simulate a call" }));
  expect(screen.getByRole("link", { name: "Custom events" })).toHaveAttribute("aria-current", "page");
  await user.keyboard("{F5}{Escape}");
  expect(screen.getByRole("heading", { level: 1, name: "Custom events" })).toBeInTheDocument();
});

it("starts with a call that the custom event just made runs on", async () => {
  const user = userEvent.setup();
  render(App, { client: fake(signedIn()) });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name: "Start from" }));
  await user.click(await screen.findByRole("menuitem", { name: "Note a missed call" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByRole("list", { name: "Custom events" });
  await user.keyboard("{F5}");
  expect(screen.getByRole("checkbox", { name: "It is answered" })).not.toBeChecked();
  // Only the first time: it is the user's call from then on.
  await user.keyboard("{Escape}{F5}");
  expect(screen.getByRole("checkbox", { name: "It is answered" })).toBeChecked();
});

it("has the focus, wherever in the list of pages that was", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("link", { name: "Account" }));
  expect(screen.getByRole("link", { name: "Account" })).toHaveFocus();
  await user.keyboard("{F5}");
  await screen.findByRole("textbox", { name: "Number" });
  expect(screen.getByRole("main")).toHaveFocus();
});
