import { screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { fakeMessages } from "./ipc/fake-messages";
import { show } from "./messages";

const articles = () => screen.getAllByRole("article").map((each) => each.ariaLabel);

afterEach(() => document.body.replaceChildren());

it("shows the newest three, and how many more there are", async () => {
  show(document.body, fakeMessages());
  expect(articles()).toEqual(["Priya Raman", "Missed: Dr. Helene Schwarzenberger-Oppenheim", "Reception rings"]);
  expect(screen.getByText("2 more")).toBeInTheDocument();
  const close = screen.getByRole("button", { name: "Close Priya Raman" });
  const kept = screen.getByRole("article", { name: "Reception rings" });
  await userEvent.click(close);
  expect(articles()).toEqual(["Missed: Dr. Helene Schwarzenberger-Oppenheim", "Reception rings", "Missed: withheld number"]);
  expect(screen.getByRole("article", { name: "Reception rings" })).toBe(kept);
  expect(screen.getByText("1 more")).toBeInTheDocument();
});

it("opens what a click opens, and nothing else", async () => {
  const client = fakeMessages();
  show(document.body, client);
  expect(screen.queryByRole("button", { name: /^Missed/ })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Priya Raman" }));
  expect(client.opened).toEqual([5]);
});

it("shows text as text", () => {
  show(document.body, fakeMessages([{ id: 1, title: "<b>x</b>", text: "<img>", opens: false }]));
  expect(screen.getByRole("heading", { name: "<b>x</b>" })).toBeInTheDocument();
  expect(document.querySelector("img")).toBeNull();
});
