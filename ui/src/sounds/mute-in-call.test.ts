/** What becomes of the speakers while a call goes on, as one chooses it. */
import { cleanup, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import App from "../App.svelte";
import type { MuteInCallView } from "../ipc/bindings";
import { fake, signedIn } from "../ipc/fake";

async function open(change: Partial<MuteInCallView> = {}) {
  const view = signedIn();
  const muteInCall = { ...view.settings.muteInCall, on: true, ...change };
  const client = fake({ ...view, settings: { ...view.settings, muteInCall } });
  render(App, { client });
  const user = userEvent.setup();
  await user.click(screen.getByRole("link", { name: "Sounds" }));
  return { client, user, chosen: () => client.view.settings.muteInCall };
}

afterEach(() => vi.restoreAllMocks());

/** The menu of outputs: ringing sounds have one of the same name. */
const outputs = () => within(screen.getByRole("region", { name: "While you are in a call" })).queryByLabelText("Output device");

const choices = (group: HTMLElement) => within(group).getAllByRole("radio").map((radio) => radio.closest("label")?.textContent.trim());

it("stores what is chosen at once", async () => {
  const { user, chosen } = await open();
  const how = screen.getByRole("radiogroup", { name: "How" });
  expect(choices(how)).toEqual(["Mute", "Lower", "Pause media players"]);
  expect(within(how).getByRole("radio", { name: "Mute" })).toBeChecked();
  expect(screen.queryByLabelText("Lower to")).not.toBeInTheDocument();
  await user.click(within(how).getByRole("radio", { name: "Lower" }));
  await user.selectOptions(screen.getByLabelText("Lower to"), "30 %");
  await user.click(within(screen.getByRole("radiogroup", { name: "From" })).getByRole("radio", { name: "Ringing" }));
  await user.selectOptions(outputs() as HTMLElement, await screen.findByRole("option", { name: "Dell U2723QE" }));
  const device = { id: "screen", name: "Dell U2723QE" };
  expect(chosen()).toMatchObject({ on: true, how: "lower", percent: 30, from: "ringing", device });
  await user.click(within(how).getByRole("radio", { name: "Pause media players" }));
  expect(chosen()).toMatchObject({ how: "pause", percent: 30 });
  expect(outputs()).not.toBeInTheDocument();
  await user.click(screen.getByRole("switch", { name: "Mute speakers in call" }));
  expect(chosen().on).toBe(false);
});

it("says while something is done to the speakers, and gives them back", async () => {
  const { client, user } = await open();
  expect(screen.queryByRole("button", { name: "Turn up now" })).not.toBeInTheDocument();
  client.change({ quiet: "lower" });
  expect(await screen.findByText("Your speakers are lowered until the call ends.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Turn up now" }));
  expect(client.view.quiet).toBeNull();
  expect(screen.queryByText("Your speakers are lowered until the call ends.")).not.toBeInTheDocument();
});

it("keeps what was chosen though it is unusual, or gone, and says so", async () => {
  await open({ how: "lower", percent: 15, device: { id: "jabra", name: "Jabra Evolve2 65" } });
  expect(screen.getByLabelText("Lower to")).toHaveDisplayValue("15 %");
  expect(outputs()).toHaveDisplayValue("Jabra Evolve2 65");
  expect(await screen.findByText("Jabra Evolve2 65 isn’t connected. Calls leave your speakers as they are until it is back.")).toBeInTheDocument();
});

it("offers only what this computer can do, and says what it can't", async () => {
  const { client } = await open({ canPause: false, sparesOurs: false });
  expect(choices(screen.getByRole("radiogroup", { name: "How" }))).toEqual(["Mute", "Lower"]);
  expect(screen.getByText("Media players can’t be paused on this system.")).toBeInTheDocument();
  expect(screen.getByText(/only the speakers as a whole can be made quiet/)).toBeInTheDocument();
  const { settings } = client.view;
  // A sound server has come up meanwhile.
  client.change({ settings: { ...settings, muteInCall: { ...settings.muteInCall, canPause: true, sparesOurs: true } } });
  expect(await screen.findByText(/waiting sound stays audible/)).toBeInTheDocument();
  expect(screen.queryByText(/can’t be paused/)).not.toBeInTheDocument();
});

it("speaks of the waiting sound only where what is done could reach it", async () => {
  const { user } = await open();
  const about = () => screen.queryByText(/waiting sound stays audible/);
  const how = screen.getByRole("radiogroup", { name: "How" });
  await user.click(within(how).getByRole("radio", { name: "Lower" }));
  expect(about()).toBeInTheDocument();
  await user.click(within(how).getByRole("radio", { name: "Pause media players" }));
  expect(about()).not.toBeInTheDocument();
});

it("speaks of Windows on Windows", async () => {
  const agent = vi.spyOn(navigator, "userAgent", "get").mockReturnValue("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/140.0");
  await open();
  expect(screen.getByText(/^Windows has a switch of its own/)).toBeInTheDocument();
  cleanup();
  agent.mockReturnValue("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15");
  await open();
  expect(screen.queryByText(/Windows/)).not.toBeInTheDocument();
});
