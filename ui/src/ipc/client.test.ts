import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, expect, it, vi } from "vitest";
import "../first";
import type { View } from "./bindings";
import { tauriClient, type Told } from "./client";
import { anna, signedIn, tomasz } from "./fake";

type Sent = { command: string; given: unknown };

function backend(answer: unknown = null): Sent[] {
  const sent: Sent[] = [];
  mockIPC((command, given) => {
    sent.push({ command, given });
    return answer;
  });
  return sent;
}

afterEach(clearMocks);

/** What was asked for before the script was there. */
function begin(told: Told[] = []): void {
  globalThis.first = Promise.resolve({ view: view("0"), told });
}

const view = (version: string): View => ({ ...signedIn(), version });

it("hands over what the page begins with, and every view the backend sends then", async () => {
  begin([{ left: "here" }, { page: "activity" }]);
  const sent = backend();
  const seen: unknown[] = [];
  tauriClient.watchView(
    ({ version }) => seen.push(version),
    (told) => seen.push(told),
  );
  await vi.waitFor(() => expect(sent[0]?.command).toBe("watch_view"));
  const { channel, going } = sent[0]?.given as Record<"channel" | "going", { id: number }>;
  const send = (by: { id: number }, index: number, message: unknown) => {
    const internals = (window as unknown as Record<string, { runCallback(id: number, data: unknown): void }>)[
      "__TAURI_INTERNALS__"
    ];
    internals?.runCallback(by.id, { index, message });
  };
  send(channel, 0, view("1"));
  send(going, 0, { close: {} });
  send(channel, 1, view("2"));
  expect(seen).toEqual([{ left: "here" }, { page: "activity" }, "0", "1", { close: {} }, "2"]);
});

it("has what the page begins with asked for before its script is there, by the name the backend knows", async () => {
  const sent = backend({ view: view("0"), told: [] });
  const script = "../../public/first.js";
  await import(script);
  await expect(first).resolves.toMatchObject({ told: [] });
  expect(sent.map(({ command }) => command)).toEqual(["first_view"]);
});

it("watches all the same where it could not be asked for", async () => {
  const sent = backend();
  globalThis.first = Promise.reject(new Error("too early"));
  tauriClient.watchView(
    () => undefined,
    () => undefined,
  );
  await vi.waitFor(() => expect(sent[0]?.command).toBe("watch_view"));
});

it("asks by the names the backend knows", async () => {
  const sent = backend();
  await tauriClient.signIn(anna.signIn, "p", true);
  await tauriClient.setSwitch("customEvents", false);
  await tauriClient.demoCommand("ringSecond");
  await tauriClient.setCustomEventEnabled("e1", true);
  await tauriClient.findColleagues("no");
  await tauriClient.watchLines([tomasz]);
  await tauriClient.stopWatching(tomasz.userId);
  await tauriClient.setNumbers({ country: "GB", nationalPrefix: null, outsideLine: "9" });
  expect(sent).toEqual([
    { command: "sign_in", given: { account: anna.signIn, secret: "p", remember: true } },
    { command: "set_switch", given: { name: "customEvents", on: false } },
    { command: "demo_command", given: { command: "ringSecond" } },
    { command: "set_custom_event_enabled", given: { id: "e1", on: true } },
    { command: "find_colleagues", given: { name: "no" } },
    { command: "watch_lines", given: { lines: [tomasz] } },
    { command: "stop_watching", given: { userId: tomasz.userId } },
    { command: "set_numbers", given: { numbers: { country: "GB", nationalPrefix: null, outsideLine: "9" } } },
  ]);
});

it("has a command for every method, and no other", async () => {
  begin();
  const sent = backend();
  const { watchView, ...others } = tauriClient;
  watchView(
    () => undefined,
    () => undefined,
  );
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  for (const ask of Object.values(others)) await (ask as (...given: unknown[]) => Promise<unknown>)();
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  expect(sent.map(({ command }) => command)).toEqual(["watch_view", ...Object.keys(others).map(snake)]);
});
