/** What becomes of the speakers while a call goes on, as one chooses it. */
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
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

const words = (menu: HTMLElement) => [...menu.querySelectorAll("option")].map((option) => option.textContent);

it("stores what is chosen at once", async () => {
  const { user, chosen } = await open();
  const how = screen.getByLabelText("How");
  expect(words(how)).toEqual(["Mute", "Lower to 10 %", "Lower to 20 %", "Lower to 30 %", "Lower to 50 %", "Pause media players"]);
  await user.selectOptions(how, "Lower to 30 %");
  await user.selectOptions(screen.getByLabelText("From"), "Ringing");
  await user.selectOptions(screen.getByLabelText("Speakers"), await screen.findByRole("option", { name: "Dell U2723QE" }));
  const device = { id: "screen", name: "Dell U2723QE" };
  expect(chosen()).toMatchObject({ on: true, how: "lower", percent: 30, from: "ringing", device });
  await user.selectOptions(how, "Pause media players");
  expect(chosen()).toMatchObject({ how: "pause", percent: 30 });
  expect(screen.queryByLabelText("Speakers")).not.toBeInTheDocument();
  await user.click(screen.getByRole("switch", { name: "Mute speakers in call" }));
  expect(chosen().on).toBe(false);
});

it("keeps what was chosen though it is unusual, or gone, and says so", async () => {
  await open({ how: "lower", percent: 15, device: { id: "jabra", name: "Jabra Evolve2 65" } });
  expect(screen.getByLabelText("How")).toHaveDisplayValue("Lower to 15 %");
  expect(screen.getByLabelText("Speakers")).toHaveDisplayValue("Jabra Evolve2 65");
  expect(await screen.findByText("Jabra Evolve2 65 isn’t connected. Nothing is muted until it is back.")).toBeInTheDocument();
});

it("offers only what this computer can do", async () => {
  await open({ canPause: false, sparesOurs: false });
  expect(words(screen.getByLabelText("How"))).not.toContain("Pause media players");
  expect(screen.getByText(/media players can’t be paused/)).toBeInTheDocument();
});
