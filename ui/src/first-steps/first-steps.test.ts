import { render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import { fake, signedIn, signedOut } from "../ipc/fake";

function open(start = signedIn(), welcomed = false) {
  const client = fake({ ...start, settings: { ...start.settings, welcomed }, customEvents: [] });
  render(App, { client });
  return { client, user: userEvent.setup() };
}

const button = (name: string | RegExp) => screen.findByRole("button", { name });

it("come after the first sign-in, once", async () => {
  const { client, user } = open(signedOut());
  await user.click(await button("Try without a phone system"));
  expect(await screen.findByRole("heading", { name: "Hear your phone" })).toBeInTheDocument();
  expect(client.view.settings.welcomed).toBe(false);
  await user.click(await button("Skip the first steps"));
  expect(await screen.findByRole("heading", { name: "Connected" })).toBeInTheDocument();
  await waitFor(() => expect(client.view.settings.welcomed).toBe(true));
  await client.signOut();
  await user.click(await button("Try without a phone system"));
  expect(await screen.findByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("lead by a custom event of several parts to a call", async () => {
  const { client, user } = open();
  await user.click(await button("Next"));
  await user.click(await button("Use: Light on and off"));
  for (const part of ["Light on while in a call", "Light off after a call"]) {
    await waitFor(() => expect(screen.getByLabelText("Name")).toHaveValue(part));
    await user.click(await button("Save"));
  }
  expect(await screen.findByRole("heading", { name: "See it work" })).toBeInTheDocument();
  expect(client.view.customEvents).toHaveLength(2);
  await user.click(await button("Simulate a call"));
  await user.click(await button("Back"));
  expect(await screen.findByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("take one back, from a custom event that is not wanted after all, too", async () => {
  const { client, user } = open();
  await user.click(await button("Next"));
  await user.click(await button("Use: Note a missed call"));
  await user.click(await button("Cancel"));
  expect(await screen.findByRole("heading", { name: "Have something done for you" })).toBeInTheDocument();
  await user.click(await button("Back"));
  expect(await screen.findByRole("heading", { name: "Hear your phone" })).toBeInTheDocument();
  expect(client.view.customEvents).toEqual([]);
  expect(client.view.settings.welcomed).toBe(false);
});

it("let the demo phone system ring, where there is one", async () => {
  const { client, user } = open(signedOut());
  await user.click(await button("Try without a phone system"));
  await user.click(await button("Next"));
  await user.click(await button("Next"));
  await user.click(await button("Ring"));
  expect(await screen.findByRole("heading", { name: "Connected, ringing" })).toBeInTheDocument();
  expect(client.view.calls).toHaveLength(1);
});
