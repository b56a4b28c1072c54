import { render, screen, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import { fake, fakeFromAddress, type Fake } from "../ipc/fake";
import { shown } from "../shared/pages.svelte";

const user = userEvent.setup();

/** What ringing sounds are played on: what is muted has a menu of the same name. */
const devices = () => within(screen.getByRole("region", { name: "Incoming calls" })).getByRole("combobox", { name: "Output device" });

async function sounds(client: Fake): Promise<void> {
  render(App, { client });
  shown.go("sounds");
  await screen.findByRole("heading", { name: "Sounds", level: 1 });
}

it("plays each sound and stops it", async () => {
  const client = fake();
  await sounds(client);
  await user.click(screen.getByRole("button", { name: "Play the waiting sound" }));
  expect(client.view.settings.waiting.playing).toBe(true);
  await user.click(screen.getByRole("button", { name: "Stop the waiting sound" }));
  expect(client.view.settings.waiting.playing).toBe(false);
});

it("says why a file was not taken, and keeps the one before", async () => {
  const client = fake();
  await sounds(client);
  const choose = screen.getByRole("button", { name: "Choose a ringing sound" });
  await user.click(choose);
  expect(screen.getByText("Concierge.wav")).toBeInTheDocument();
  await user.click(choose);
  expect(screen.getByText(/isn’t a WAV sound, whatever its name says/)).toBeInTheDocument();
  expect(screen.getByText("It was not taken: what was chosen before stays.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Use the built-in sound" }));
  expect(screen.getByText("Built in: desk bell")).toBeInTheDocument();
});

it("says what is heard instead of a file that is broken", async () => {
  await sounds(fakeFromAddress("?sound-gone"));
  expect(screen.getByText("This file is gone. Choose another.")).toBeInTheDocument();
  expect(screen.getByText("The built-in sound plays instead.")).toBeInTheDocument();
});

it("lets one say how long, how loud and on what it rings", async () => {
  const client = fake();
  await sounds(client);
  await user.click(screen.getByRole("switch", { name: "Repeat until answered" }));
  expect(client.view.settings.sounds.repeat).toBe(false);
  const volume = screen.getByRole("slider", { name: "Volume" });
  (volume as HTMLInputElement).value = "35";
  volume.dispatchEvent(new Event("input", { bubbles: true }));
  expect(await screen.findByText("35 %")).toBeInTheDocument();
  expect(client.view.settings.sounds.volume, "it is kept when it is let go").toBe(100);
  volume.dispatchEvent(new Event("change", { bubbles: true }));
  expect(client.view.settings.sounds.volume).toBe(35);
  await user.selectOptions(devices(), "Jabra Evolve2 65");
  expect(client.view.settings.sounds.device).toEqual({ id: "jabra", name: "Jabra Evolve2 65" });
  await user.selectOptions(devices(), "System default");
  expect(client.view.settings.sounds.device).toBeNull();
});

it("names a device that is gone, and keeps it chosen", async () => {
  await sounds(fakeFromAddress("?sound-gone"));
  expect(devices()).toHaveAccessibleDescription(/Jabra Evolve2 65 isn’t connected\. Sounds play on the system default/);
  expect(devices().parentElement, "a long name is there in full").toHaveAttribute("data-chosen", expect.stringContaining("Jabra Evolve2 65"));
  expect(within(devices()).getByRole("option", { name: "Jabra Evolve2 65", selected: true })).toBeInTheDocument();
});

it("lets each watched line ring here with a sound of its own", async () => {
  const client = fakeFromAddress("?watched");
  await sounds(client);
  const line = screen.getByRole("switch", { name: /^Tomasz/ });
  expect(line).not.toBeChecked();
  expect(screen.queryByRole("button", { name: /^Play the sound of Tomasz/ })).not.toBeInTheDocument();
  await user.click(line);
  await user.click(screen.getByRole("button", { name: /^Choose a sound for Tomasz/ }));
  expect(client.view.settings.sounds.lines.map(({ sound }) => [sound.on, sound.file])).toEqual([
    [true, "/home/anna/Sounds/Concierge.wav"],
  ]);
  expect(line).not.toHaveAccessibleDescription();
  await user.click(screen.getByRole("switch", { name: "Your own line, 4021" }));
  expect(client.view.settings.sounds.ownLine).toBe(false);
});

it("says of a line that may not be watched that it is not heard", async () => {
  await sounds(fakeFromAddress("?watched"));
  const line = screen.getByRole("switch", { name: /^Dr\. Helene/ });
  expect(line).toHaveAccessibleDescription(/so its calls aren’t heard here\. Ask your administrator/);
});
