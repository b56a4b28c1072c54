import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { afterEach, expect, it } from "vitest";
import { tauriClient } from "./client";
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

it("hands over every view the backend sends, until it is let go", () => {
  const sent = backend();
  const views: string[] = [];
  const stop = tauriClient.watchView(
    (view) => views.push(view.version),
    () => undefined,
  );
  const channel = (sent[0]?.given as { channel: { id: number } }).channel;
  const send = (index: number, version: string) => {
    const internals = (window as unknown as Record<string, { runCallback(id: number, data: unknown): void }>)[
      "__TAURI_INTERNALS__"
    ];
    internals?.runCallback(channel.id, { index, message: { ...signedIn(), version } });
  };
  send(0, "1");
  send(1, "2");
  stop();
  send(2, "3");
  expect(sent[0]?.command).toBe("watch_view");
  expect(views).toEqual(["1", "2"]);
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
  const sent = backend();
  const { watchView, ...others } = tauriClient;
  watchView(
    () => undefined,
    () => undefined,
  );
  for (const ask of Object.values(others)) await (ask as (...given: unknown[]) => Promise<unknown>)();
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  expect(sent.map(({ command }) => command)).toEqual(["watch_view", ...Object.keys(others).map(snake)]);
});
