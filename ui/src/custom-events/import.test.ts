import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import App from "../App.svelte";
import { fake, signedIn } from "../ipc/fake";

async function open(problem: "notOurs" | "empty" | null = null) {
  const client = fake(signedIn());
  if (problem === "empty") client.importCustomEvents = async () => ({ file: "none.json", items: [], problem: null });
  else if (problem) client.importCustomEvents = async () => ({ file: "notes.txt", items: [], problem });
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name: "More for custom events" }));
  await user.click(screen.getByRole("menuitem", { name: "Import…" }));
  await screen.findByRole("heading", { name: "Import custom events" });
  return { client, user };
}

it("shows all a file could do before anything of it is taken", async () => {
  await open();
  const item = (name: string) => screen.getByRole("listitem", { name });
  expect(item("Desk display")).toHaveTextContent("When an external incoming call rings, run desk-display");
  expect(item("Desk display")).toHaveTextContent('--say "{Call.RemoteName} calls" --red');
  expect(item("Log every call")).toHaveTextContent("It reaches https://log.northgate.example.");
  expect(item("Log every call")).toHaveTextContent("It sends these headers: Authorization: Bearer");
  expect(item("Log every call")).toHaveTextContent("secrets of yours, if you have them: Log service");
  expect(item("Caller’s record in CRM")).toHaveTextContent(
    "this one takes the place of yours and arrives switched off",
  );
  expect(screen.getByRole("checkbox", { name: "Caller’s record in CRM" })).not.toBeChecked();
});

it("marks what is disguised, shows what can’t be seen, and does not offer it", async () => {
  await open();
  const disguised = screen.getByRole("checkbox", { name: /^Invoice/ });
  expect(disguised).not.toBeChecked();
  expect(disguised).toHaveAccessibleName("Invoice [U+202E]fdp.exe");
  expect(screen.getByText(/shows otherwise than it is/)).toBeInTheDocument();
  expect(document.body.textContent).not.toContain("\u202E");
});

it("wants to be read for a moment, and adds what is ticked, switched off", async () => {
  const { client, user } = await open();
  expect(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
  const add = screen.getByRole("button", { name: "Add 2, switched off" });
  expect(add).toBeDisabled();
  await waitFor(() => expect(add).toBeEnabled(), { timeout: 1500 });
  await user.click(screen.getByRole("checkbox", { name: "Log every call" }));
  await user.click(screen.getByRole("checkbox", { name: "Caller’s record in CRM" }));
  await user.click(screen.getByRole("button", { name: "Add 2, switched off" }));
  const list = await screen.findByRole("list", { name: "Custom events" });
  expect(within(list).getByRole("switch", { name: "Desk display" })).toBeDisabled();
  expect(client.view.customEvents).toHaveLength(6);
  expect(client.view.customEvents[0]?.event).toMatchObject({ enabled: false, imported: true });
});

it("says why a file can’t be taken", async () => {
  const { user } = await open("notOurs");
  expect(screen.getByRole("alert")).toHaveTextContent("notes.txt holds no custom events of Bellhop.");
  expect(screen.queryByRole("button", { name: /^Add/ })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("list", { name: "Custom events" })).toBeInTheDocument();
});

it("says that there is nothing in a file", async () => {
  await open("empty");
  expect(screen.getByRole("alert")).toHaveTextContent("none.json holds no custom events");
  expect(screen.queryByRole("button", { name: /^Add/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("list", { name: "Custom events" })).not.toBeInTheDocument();
});

it("writes those that are chosen to a file", async () => {
  const client = fake(signedIn());
  const asked = vi.spyOn(client, "exportCustomEvents");
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name: "More for custom events" }));
  await user.click(screen.getByRole("menuitem", { name: "Export…" }));
  const boxes = screen.getAllByRole("checkbox");
  for (const box of boxes) expect(box).toBeChecked();
  for (const box of boxes.slice(1)) await user.click(box);
  await user.click(screen.getByRole("button", { name: "Save 1 to a file…" }));
  const first = client.view.customEvents[0]?.event;
  expect(asked).toHaveBeenCalledWith([first?.id]);
  await waitFor(() => expect(screen.getByRole("button", { name: first?.name ?? "" })).toHaveFocus());
  expect(screen.getByText("Saved one custom event to the file.")).toBeInTheDocument();
});

it("keeps what is chosen while the user can’t say where to, and says nothing then", async () => {
  const client = fake(signedIn());
  client.exportCustomEvents = async () => false;
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name: "More for custom events" }));
  await user.click(screen.getByRole("menuitem", { name: "Export…" }));
  const [box] = screen.getAllByRole("checkbox");
  if (box) await user.click(box);
  await user.click(screen.getByRole("button", { name: /^Save 4 / }));
  expect(box).not.toBeChecked();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("list", { name: "Custom events" })).toBeInTheDocument();
  expect(screen.queryByText(/^Saved/)).not.toBeInTheDocument();
});
