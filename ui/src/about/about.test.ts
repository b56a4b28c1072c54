import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import App from "../App.svelte";
import { fake } from "../ipc/fake";

async function open() {
  const client = fake();
  render(App, { client });
  const user = userEvent.setup();
  await user.click(screen.getByRole("link", { name: "About" }));
  return { client, user };
}

it("says where things are kept, and opens what it names", async () => {
  const { client, user } = await open();
  const opened = vi.spyOn(client, "openLeaf");
  expect(await screen.findByText(/settings\.json$/)).toBeInTheDocument();
  expect(screen.getByText(/activity\.sqlite$/)).toBeInTheDocument();
  for (const name of ["Documentation", "Source code", "Report a mistake"]) {
    await user.click(screen.getByRole("button", { name: `Open: ${name}` }));
  }
  for (const name of ["Settings", "Activity, and what is still to be sent"]) {
    await user.click(screen.getByRole("button", { name: `Open folder: ${name}` }));
  }
  expect(opened.mock.calls.flat()).toEqual(["documentation", "source", "issues", "settings", "activity"]);
});

it("shows on what terms its parts come, once it is asked", async () => {
  const { user } = await open();
  const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("MIT License: a, b, c"));
  await user.click(screen.getByRole("button", { name: "Show the licences of what it is built from" }));
  expect(await screen.findByText("MIT License: a, b, c")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Hide the licences of what it is built from" }));
  await user.click(screen.getByRole("button", { name: "Show the licences of what it is built from" }));
  expect(fetched).toHaveBeenCalledTimes(1);
});

it("leads to the first steps once more", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Show the first steps" }));
  expect(await screen.findByRole("heading", { name: "Hear your phone" })).toBeInTheDocument();
});
