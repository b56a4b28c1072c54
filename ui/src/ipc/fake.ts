/**
 * A backend in memory, to look at the window in a browser and to test it. It holds a small phone system: one line, and
 * those of its colleagues.
 * It is never part of what is shipped.
 */
import type {
  Account,
  AccountSettings,
  CallView,
  Colleague,
  Country,
  CustomEvent,
  CustomEventView,
  FieldProblem,
  Found,
  Permission,
  Problem,
  ProblemCode,
  SoundOf,
  SoundProblem,
  SoundsView,
  SoundView,
  VariableInfo,
  View,
  WatchedView,
} from "./bindings";
import type { Client, DemoCommand, Told } from "./client";
import { pieces } from "../custom-events/template";
import { Ledger } from "./fake-activity";
import { factsOf, importReview, render, samples, simulate, startingPoints, trace, tried, value } from "./fake-trying";

const MINUTE = 60_000;

export const northgate: AccountSettings = {
  server: "https://xsp.northgate.example",
  userId: "anna.lindqvist@northgate.example",
  credential: "password",
  plainHttp: false,
  webApps: { actions: "", events: "", channels: "" },
  pins: [],
};

export const anna: Account = {
  signIn: northgate,
  name: "Anna Lindqvist",
  extension: "4021",
  number: "+442079460121",
  remembered: true,
};

export const priya: CallView = {
  id: "c1",
  direction: "incoming",
  state: "ringing",
  remoteName: "Priya Raman",
  remoteTel: "+442079460958",
  scope: "external",
  started: 0,
  answered: null,
  ran: [],
};

function colleague(userId: string, name: string, extension: string): Colleague {
  return { userId: `${userId}@northgate.example`, name, extension, number: `+44207946${extension}` };
}

export const reception = colleague("reception", "Reception", "4000");
export const tomasz = colleague("tomasz.nowak", "Tomasz Nowak", "4017");
export const karin = colleague("karin.maes", "Karin Maes", "4025");
/** The phone system lets nobody watch her. */
export const helene = colleague("helene.so", "Dr. Helene Schwarzenberger-Oppenheim", "4033");

const FIRST_NAMES =
  "Aisha Bruno Chiara Daniel Elif Fiona Gareth Hana Ivan Jonas Kwame Leila Mateo Nadia Oscar Petra Quentin Rosa " +
  "Samuel Tanvi Ulrich Vera William Yusuf Zoe";
const LAST_NAMES =
  "Abbott Bianchi Carvalho Dubois Eriksen Fischer Grant Hughes Ito Jensen Kowalski Lewis Moreau Novak Okafor Patel " +
  "Rossi Silva Turner Walsh";

/** Everybody there is to be found. */
const colleagues: Colleague[] = [
  reception,
  tomasz,
  karin,
  helene,
  ...LAST_NAMES.split(" ").flatMap((last, row) =>
    FIRST_NAMES.split(" ").map((first, column) =>
      colleague(`${first}.${last}`.toLowerCase(), `${first} ${last}`, String(5000 + row * 25 + column)),
    ),
  ),
];

function permissionOf(line: Colleague): Permission {
  if (line.userId !== helene.userId) return { state: "granted" };
  return { state: "denied", detail: "User is not on the busy lamp field list" };
}

/** Makes a line that is watched, as the phone system answers. */
export function watched(line: Colleague, rest: Partial<WatchedView> = {}): WatchedView {
  return { line, permission: permissionOf(line), device: { hook: "onHook", dnd: false }, calls: [], ...rest };
}

/** Makes as many watched lines, some of them with a call. */
export function manyWatched(count: number, now: number): WatchedView[] {
  const started = now - 130_000;
  return colleagues.slice(0, count).map((line, index) => {
    const call = { ...priya, id: `w${String(index)}`, remoteTel: "020 7946 0958", started };
    if (index % 90 === 8) return watched(line, { calls: [{ ...call, started: now - 6000 }] });
    if (index % 45 === 12) return watched(line, { calls: [{ ...call, state: "connected", answered: started }] });
    return watched(line);
  });
}

export const countries: Country[] = [
  { id: "AE", code: "971", nationalPrefix: "0" },
  { id: "AT", code: "43", nationalPrefix: "0" },
  { id: "AU", code: "61", nationalPrefix: "0" },
  { id: "BE", code: "32", nationalPrefix: "0" },
  { id: "CH", code: "41", nationalPrefix: "0" },
  { id: "DE", code: "49", nationalPrefix: "0" },
  { id: "ES", code: "34", nationalPrefix: "" },
  { id: "FR", code: "33", nationalPrefix: "0" },
  { id: "GB", code: "44", nationalPrefix: "0" },
  { id: "HU", code: "36", nationalPrefix: "06" },
  { id: "IE", code: "353", nationalPrefix: "0" },
  { id: "IT", code: "39", nationalPrefix: "" },
  { id: "PL", code: "48", nationalPrefix: "" },
  { id: "US", code: "1", nationalPrefix: "1" },
];

export const variables: VariableInfo[] = [
  { name: "Call.RemoteTel", category: "call", listName: "call-remote-tel", example: "+442079460958", formats: ["e164", "national", "digits", "display"] },
  { name: "Call.RemoteName", category: "call", listName: "call-remote-name", example: "Priya Raman", formats: [] },
  { name: "Call.Start", category: "call", listName: "call-start", example: "2025-11-19T10:42:07+00:00", formats: [] },
  { name: "Call.State", category: "call", listName: "call-state", example: "Ringing", formats: [] },
  { name: "Call.Duration", category: "call", listName: "call-duration", example: "00:02:14.000000000", formats: [] },
  { name: "Call.Direction", category: "call", listName: "call-direction", example: "Incoming", formats: [] },
  { name: "Call.LocalTel", category: "call", listName: "call-local-tel", example: "4021", formats: [] },
  { name: "Call.LocalName", category: "call", listName: "call-local-name", example: "Anna Lindqvist", formats: [] },
  { name: "Call.Id", category: "call", listName: "call-id", example: "callhalf-1711:0", formats: [] },
  { name: "Call.Outcome", category: "call", listName: "call-outcome", example: "answered", formats: [] },
  { name: "Call.Scope", category: "call", listName: "call-scope", example: "External", formats: [] },
  { name: "Call.RingTime", category: "call", listName: "call-ring-time", example: "00:00:05.000000000", formats: [] },
  { name: "Call.Answered", category: "call", listName: "call-answered", example: "2025-11-19T10:42:12+00:00", formats: [] },
  { name: "Call.Ended", category: "call", listName: "call-ended", example: "2025-11-19T10:44:26+00:00", formats: [] },
  { name: "Call.RedirectedFrom", category: "call", listName: "call-redirected-from", example: "+442079460100", formats: [] },
  { name: "Device.OwnerContact.Name", category: "device", listName: "device-owner-name", example: "Anna Lindqvist", formats: [] },
  {
    name: "Device.OwnerContact.InternalTel",
    category: "device",
    listName: "device-owner-internal-tel",
    example: "4021",
    formats: [],
  },
  {
    name: "Device.OwnerContact.ExternalTel",
    category: "device",
    listName: "device-owner-external-tel",
    example: "+442079460121",
    formats: [],
  },
  { name: "Device.Hookstate", category: "device", listName: "device-hook-state", example: "Off Hook", formats: [] },
  { name: "Device.DndState", category: "device", listName: "device-dnd-state", example: "ON", formats: [] },
  { name: "Event.Name", category: "event", listName: "event-name", example: "Open the caller’s record", formats: [] },
  { name: "Event.Time", category: "event", listName: "event-time", example: "2025-11-19T10:42:07+00:00", formats: [] },
];

function call(
  state: Extract<CustomEvent["trigger"], { category: "call" }>["state"],
  scope: "both" | "external" = "both",
): CustomEvent["trigger"] {
  return { category: "call", state, direction: "both", scope, remoteTel: "", localTel: "", line: "own" };
}

export function someEvents(now: number): CustomEventView[] {
  const event = (id: string, rest: Pick<CustomEvent, "name" | "trigger" | "actions">): CustomEvent => ({
    id,
    enabled: true,
    conditions: [],
    ...rest,
  });
  return [
    {
      event: event("e1", {
        name: "Caller’s record in CRM",
        trigger: call("ringing", "external"),
        actions: [{ kind: "openWebPage", url: "https://crm.northgate.example/find?tel={Call.RemoteTel}" }],
      }),
      lastRun: { at: now - 3 * MINUTE, failure: null, triedAgain: false },
    },
    {
      event: event("e2", {
        name: "Log finished calls",
        trigger: call("completed"),
        actions: [{ kind: "runWebService", url: "https://timesheet.northgate.example/api/calls?d={Call.Duration}" }],
      }),
      lastRun: {
        at: now - 47 * MINUTE,
        failure: { code: "serviceAnswered", detail: "404" },
        triedAgain: false,
      },
    },
    {
      event: event("e3", {
        name: "Red lamp on the door",
        trigger: { category: "device", state: "dndOn", line: "own" },
        actions: [{ kind: "runProgram", program: "/usr/local/bin/blink1-tool", parameters: "--red" }],
      }),
      lastRun: { at: now - 26 * 60 * MINUTE, failure: null, triedAgain: false },
    },
    {
      event: {
        ...event("e4", {
          name: "Note for missed calls",
          trigger: call("missed", "external"),
          actions: [{ kind: "showMessage", title: "Missed: {Call.RemoteName}", text: "{Call.RemoteTel}" }],
        }),
        enabled: false,
      },
      lastRun: null,
    },
    {
      event: event("e5", {
        name: "Caller in Ledger",
        trigger: {
          category: "call",
          state: "ringing",
          direction: "inbound",
          scope: "external",
          remoteTel: "+44131",
          localTel: "",
          line: "own",
        },
        actions: [
          {
            kind: "runProgram",
            program: "/opt/ledger/bin/ledger-find",
            parameters: "--popup --number {Call.RemoteTel} --name {Call.RemoteNmae}",
          },
        ],
      }),
      lastRun: null,
    },
  ];
}

/** Custom events with everything there is to set. */
export function richEvents(): CustomEventView[] {
  const base: CustomEvent = {
    id: "r1",
    name: "Reception needs a hand",
    enabled: true,
    trigger: { ...call("ringing"), line: { line: reception.userId } } as CustomEvent["trigger"],
    conditions: [
      { kind: "hours", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" },
      { kind: "stillSo", seconds: 20 },
      { kind: "oncePerCall" },
    ],
    actions: [
      { kind: "playSound", file: "/home/anna/Sounds/Concierge.wav", repeat: true, volume: 60, device: "jabra" },
      { kind: "showMessage", title: "Reception rings", text: "{Call.RemoteName}", stay: true, withdraw: true },
      {
        kind: "runWebService",
        url: "https://desk.northgate.example/notes",
        method: "POST",
        body: { kind: "form", fields: [{ name: "from", value: "{Call.RemoteTel:e164}" }] },
        headers: [{ name: "Authorization", value: "Bearer ", secret: "Timesheet" }],
      },
    ],
  };
  return [
    { event: base, lastRun: null },
    { event: { ...base, id: "r2", name: "From a colleague", enabled: false, imported: true }, lastRun: null },
  ];
}

export function signedOut(): View {
  return {
    version: "0.1.0",
    demo: null,
    account: null,
    connection: { state: "signedOut", problem: null, account: null },
    device: { hook: null, dnd: null },
    calls: [],
    watched: [],
    quiet: null,
    pausedUntil: null,
    settings: {
      customEventsOn: true,
      soundsOn: true,
      theme: "system",
      language: null,
      startAtSignIn: false,
      startMinimized: false,
      quitOnClose: false,
      notifications: true,
      ringing: { on: true, file: null, problem: null, playing: false },
      waiting: { on: true, file: null, problem: null, playing: false },
      muteInCall: {
        on: false,
        how: "mute",
        percent: 20,
        from: "answered",
        device: null,
        canPause: true,
        sparesOurs: true,
      },
      sounds: { repeat: true, volume: 100, device: null, deviceGone: false, ownLine: true, lines: [] },
      numbers: {
        chosen: { country: null, nationalPrefix: null, outsideLine: "" },
        country: "GB",
        nationalPrefix: "0",
      },
      keptDays: 30,
      secrets: ["Timesheet"],
      welcomed: true,
    },
    customEvents: [],
    outbox: { waiting: 0, parked: 0, full: 0 },
    activity: 1,
    rings: false,
    notices: [],
  };
}

export function signedIn(now = Date.now()): View {
  return {
    ...signedOut(),
    account: anna,
    connection: { state: "connected", lastHeard: now - 4000 },
    device: { hook: "onHook", dnd: false },
    customEvents: someEvents(now),
  };
}

/** Returns a sound as it is chosen. */
function soundOf({ settings }: View, of: SoundOf): SoundView {
  const silent = { on: false, file: null, problem: null, playing: false };
  if (typeof of === "string") return of === "waiting" ? settings.waiting : settings.ringing;
  return settings.sounds.lines.find(({ userId }) => userId === of.line)?.sound ?? silent;
}

function nearest(name: string): string | null {
  const letters = (text: string) => text.toLowerCase().split("").toSorted().join("");
  return variables.find((variable) => letters(variable.name) === letters(name))?.name ?? null;
}

/** Finds a few of the problems the real backend finds: enough to see where they are shown. */
export function check(draft: CustomEvent): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const error = (field: string, code: FieldProblem["code"], detail = "", suggestion: string | null = null) =>
    problems.push({ field, code, detail, suggestion, severity: "error" });
  if (draft.name === "") error("name", "empty");
  if (draft.trigger.category === "call") {
    for (const field of ["remoteTel", "localTel"] as const) {
      const value = draft.trigger[field];
      if (!/^[\d\s()+-]*$/.test(value)) error(`trigger.${field}`, "badNumber", value);
    }
  }
  const names = new Set(variables.map((variable) => variable.name));
  draft.actions.forEach((action, index) => {
    for (const [field, value] of Object.entries(action)) {
      const at = `actions.${String(index)}.${field}`;
      const says = action.kind === "showMessage" && action.title !== "";
      const needed = ["program", "file", "url"].includes(field) || (field === "text" && !says);
      if (needed && value === "") error(at, "empty");
      if (field === "kind" || field === "program" || field === "file" || typeof value !== "string") continue;
      for (const piece of pieces(value, names)) {
        const name = piece.text.replace(/^\{|[:|}].*$/g, "");
        if (piece.kind === "unknown") error(at, "unknownVariable", name, nearest(name));
        if (name === "Call.RemoteCall") {
          problems.push({
            field: at,
            code: "misprint",
            detail: name,
            suggestion: "Call.RemoteTel",
            severity: "warning",
          });
        }
        const completed = draft.trigger.category === "call" && draft.trigger.state === "completed";
        if (name === "Call.Duration" && !completed) {
          problems.push({ field: at, code: "variableEmptyHere", detail: name, suggestion: null, severity: "warning" });
        }
      }
    }
    if (action.kind === "openWebPage" && action.url !== "" && !/^(https?:\/\/|mailto:|tel:)/.test(action.url)) {
      const scheme = /^([a-z][\w+.-]*):/.exec(action.url)?.[1] ?? "";
      if (scheme === "") error(`actions.${String(index)}.url`, "badAddress", action.url);
      else if (action.allowedScheme !== scheme) error(`actions.${String(index)}.url`, "schemeToAllow", scheme);
    }
  });
  return problems;
}

export type Fake = Client & {
  /** What the shell has to tell. */
  tell: (told: Told) => void;
  /** How the pages were left when it let the window be closed, null if it kept it; undefined while nobody asked. */
  closed: string | null | undefined;
  /** Whether the page says that it holds something that is not saved. */
  unsaved: boolean;
  /** Why the computer takes no change of what it starts, or null. */
  refuses: string | null;
  /** What the window shows. */
  view: View;
  /** Changes what it shows, as if something had happened. */
  change(next: Partial<View>): void;
  /** What was written down. */
  ledger: Ledger;
  /** Something more is written down. */
  happen(): void;
};

const HOST = "xsp.northgate.example";

/** How many colleagues are listed at once. */
const AT_ONCE = 8;
/** How long the phone system thinks about a line. */
const PERMISSION_AFTER = 300;

export const sha256 =
  "4F:9A:07:C2:51:0E:B7:7D:38:A4:62:19:C8:F3:05:9B:E1:44:8D:70:2A:B6:9C:13:57:DE:80:6F:1B:E8:33:D0";

/** Makes a problem as a phone system would have it. */
export function problem(code: ProblemCode, rest: Partial<Problem> = {}): Problem {
  return { code, detail: "", more: "", retryAfter: null, certificate: null, ...rest };
}

/** What the servers of this world answer, by their names. Every other one lets anybody in. */
export const answers: Record<string, Problem> = {
  refused: problem("refused"),
  unknown: problem("hostUnknown", { detail: "xsp.northgate.exmple" }),
  unreachable: problem("unreachable", { detail: HOST }),
  timedOut: problem("timedOut", { detail: HOST }),
  certificate: problem("certificate", {
    detail: HOST,
    certificate: {
      distrust: "unknownIssuer",
      subject: "CN=xsp.northgate.example, O=Northgate Instruments Ltd",
      issuer: "CN=Northgate Instruments Root CA",
      sha256,
    },
  }),
  encryption: problem("encryption", { detail: HOST, more: "received corrupt message of type InvalidContentType" }),
  proxy: problem("proxy", { detail: "proxy.northgate.example:3128", more: "it wants a user name and a password" }),
  moved: problem("moved", { detail: HOST, more: "https://xsp2.northgate.example" }),
  movedUnencrypted: problem("moved", { detail: HOST, more: "http://xsp2.northgate.example" }),
  forbidden: problem("forbidden", { detail: "Advanced Call Control" }),
  notXsi: problem("notXsi", { detail: HOST }),
  busy: problem("serverBusy", { detail: "503", retryAfter: 120 }),
  noEventChannel: problem("noEventChannel"),
  elsewhere: problem("signedInElsewhere"),
  userDeleted: problem("userDeleted"),
  noKeyring: problem("noKeyring"),
};

export function fake(start: View = signedIn()): Fake {
  let watcher: (view: View) => void = () => undefined;
  let removed: { item: CustomEventView; at: number } | null = null;
  let next = 100;
  let answerIn = 0;
  const later = <T>(value: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(value), answerIn));

  const index = (id: string): number => self.view.customEvents.findIndex(({ event }) => event.id === id);
  const inOrder = (order: CustomEventView[]): void => self.change({ customEvents: order });

  const setSounds = (change: Partial<SoundsView>): void => {
    const { settings } = self.view;
    self.change({ settings: { ...settings, sounds: { ...settings.sounds, ...change } } });
  };
  const setSound = (of: SoundOf, change: Partial<SoundView>): void => {
    const { settings } = self.view;
    const sound = { ...soundOf(self.view, of), ...change };
    if (typeof of === "string") return self.change({ settings: { ...settings, [of]: sound } });
    const others = settings.sounds.lines.filter(({ userId }) => userId !== of.line);
    setSounds({ lines: [...others, { userId: of.line, sound }] });
  };
  /** Who signs in finds what was set before. */
  const signedInAsNow = (): View => ({ ...signedIn(), settings: self.view.settings });
  const self: Fake = {
    view: start,
    tell: () => undefined,
    closed: undefined,
    unsaved: false,
    refuses: null,
    ledger: new Ledger(200, Date.now(), someEvents(0).map(({ event }) => event)),
    happen() {
      self.ledger.add();
      self.change({ activity: self.view.activity + 1 });
    },
    change(part) {
      self.view = { ...self.view, ...part };
      watcher(self.view);
    },
    watchView(onView, onTold) {
      watcher = onView;
      self.tell = onTold;
      onView(self.view);
    },
    async signIn(account, _secret, remembered) {
      answerIn = 900;
      self.change({ connection: { state: "signingIn" } });
      const answer = answers[account.server] ?? null;
      const trusted = account.pins.some((pin) => pin.sha256 === answer?.certificate?.sha256);
      const inTheWay = await later(trusted ? null : answer);
      answerIn = 0;
      if (inTheWay) self.change({ connection: { state: "signedOut", problem: null, account: null } });
      else self.change({ ...signedInAsNow(), account: { ...anna, signIn: account, remembered } });
      return inTheWay;
    },
    async signOut() {
      self.change({ ...signedOut(), customEvents: self.view.customEvents });
    },
    async pageShown() {
      // Nobody waits for it here.
    },
    async keptIn() {
      return {
        settings: "/home/anna/.config/org.bellhop-desktop.bellhop/settings.json",
        activity: "/home/anna/.local/share/org.bellhop-desktop.bellhop/activity.sqlite",
        published: true,
      };
    },
    async openLeaf() {
      // There is nothing to open it with here.
    },
    async retryNow() {
      self.change({
        account: self.view.account ?? anna,
        connection: { state: "connected", lastHeard: Date.now() },
      });
    },
    async trustCertificate(fingerprint) {
      const { account, connection } = self.view;
      if (!account || !("problem" in connection)) return;
      const pins = [...account.signIn.pins, { host: connection.problem?.detail ?? "", sha256: fingerprint }];
      self.change({ account: { ...account, signIn: { ...account.signIn, pins } } });
      await self.retryNow();
    },
    async stopTrusting(pin) {
      const { account } = self.view;
      if (!account) return;
      const pins = account.signIn.pins.filter((each) => each.sha256 !== pin.sha256);
      self.change({ account: { ...account, signIn: { ...account.signIn, pins } } });
    },
    async useServer(server) {
      const { account } = self.view;
      if (!account) return;
      self.change({ account: { ...account, signIn: { ...account.signIn, server } } });
      await self.retryNow();
    },
    async tryDemo() {
      self.change({
        ...signedInAsNow(),
        account: { ...anna, signIn: { ...northgate, server: "http://127.0.0.1:40123" }, remembered: false },
        demo: { serverUrl: "http://127.0.0.1:40123", controlUrl: "http://127.0.0.1:40124", userId: northgate.userId },
      });
      return null;
    },
    async demoCommand(command) {
      demo(self, command);
      const { calls, settings } = self.view;
      const { on, how, from } = settings.muteInCall;
      const goesOn = calls.some(({ state }) => from === "ringing" || state === "connected" || state === "held");
      self.change({ quiet: on && goesOn ? how : null });
    },
    async setSwitch(name, on) {
      const { settings } = self.view;
      const changed = {
        customEvents: { customEventsOn: on },
        sounds: { soundsOn: on },
        ringing: { ringing: { ...settings.ringing, on } },
        waiting: { waiting: { ...settings.waiting, on } },
        muteInCall: { muteInCall: { ...settings.muteInCall, on } },
        repeat: { sounds: { ...settings.sounds, repeat: on } },
        ownLine: { sounds: { ...settings.sounds, ownLine: on } },
        startMinimized: { startMinimized: on },
        quitOnClose: { quitOnClose: on },
        notifications: { notifications: on },
        welcomed: { welcomed: on },
      }[name];
      self.change({ settings: { ...settings, ...changed } });
    },
    async setTheme(theme) {
      self.change({ settings: { ...self.view.settings, theme } });
    },
    async setLanguage(language) {
      self.change({ settings: { ...self.view.settings, language } });
    },
    async setNumbers(chosen) {
      const { settings } = self.view;
      self.change({ settings: { ...settings, numbers: { ...settings.numbers, chosen } } });
    },
    async countries() {
      return countries;
    },
    async busyLampList() {
      return { colleagues: [reception, tomasz, karin], more: false, problem: null };
    },
    async findColleagues(name): Promise<Found> {
      const asked = name.toLowerCase();
      const found = colleagues.filter((one) => one.name.toLowerCase().includes(asked) || one.extension.includes(asked));
      return { colleagues: found.slice(0, AT_ONCE), more: found.length > AT_ONCE, problem: null };
    },
    async watchLines(lines) {
      const known = new Set(self.view.watched.map(({ line }) => line.userId));
      const fresh = lines.filter(({ userId }) => !known.has(userId));
      const asked: WatchedView[] = fresh.map((line) =>
        watched(line, { permission: { state: "asked" }, device: { hook: null, dnd: null } }),
      );
      self.change({ watched: [...self.view.watched, ...asked] });
      setTimeout(() => {
        const answered = (each: WatchedView) => (asked.includes(each) ? watched(each.line) : each);
        self.change({ watched: self.view.watched.map(answered) });
      }, PERMISSION_AFTER);
    },
    async stopWatching(userId) {
      self.change({ watched: self.view.watched.filter(({ line }) => line.userId !== userId) });
    },
    async chooseSound(of) {
      const file = `/home/anna/Sounds/${of === "waiting" ? "two-low-taps" : "Concierge"}.wav`;
      const refused: SoundProblem | null = soundOf(self.view, of).file === null ? null : "notWav";
      if (!refused) setSound(of, { file, problem: null });
      return refused;
    },
    async useBuiltInSound(of) {
      setSound(of, { file: null, problem: null });
    },
    async playSound(of) {
      await self.stopSound();
      setSound(of, { playing: true });
    },
    async stopSound() {
      const { lines } = self.view.settings.sounds;
      for (const of of ["ringing", "waiting", ...lines.map(({ userId }) => ({ line: userId }))] as SoundOf[]) {
        setSound(of, { playing: false });
      }
    },
    async setLineRings(userId, on) {
      setSound({ line: userId }, { on });
    },
    async setVolume(volume) {
      setSounds({ volume });
    },
    async setSoundDevice(device) {
      setSounds({ device, deviceGone: false });
    },
    async setMuteInCall(how, percent, from, device) {
      const { settings } = self.view;
      self.change({ settings: { ...settings, muteInCall: { ...settings.muteInCall, how, percent, from, device } } });
    },
    async holdsUnsaved(on) {
      self.unsaved = on;
    },
    async closeWindow(left) {
      self.closed = left;
    },
    async pause() {
      self.change({ pausedUntil: Date.now() + 60 * MINUTE });
    },
    async resume() {
      self.change({ pausedUntil: null });
    },
    async setStartAtSignIn(on) {
      if (self.refuses !== null) return self.refuses;
      self.change({ settings: { ...self.view.settings, startAtSignIn: on } });
      return null;
    },
    async unmuteNow() {
      self.change({ quiet: null });
    },
    async outputs() {
      return [
        { id: "speakers", name: "Built-in speakers" },
        { id: "screen", name: "Dell U2723QE" },
      ];
    },
    async saveCustomEvent(draft) {
      const problems = check(draft);
      if (problems.some(({ severity }) => severity === "error")) return problems;
      const { customEvents } = self.view;
      if (draft.id === "") {
        const event = { ...draft, id: `e${String(next++)}` };
        self.change({ customEvents: [...customEvents, { event, lastRun: null }] });
      } else {
        self.change({
          customEvents: customEvents.map((item) => (item.event.id === draft.id ? { ...item, event: draft } : item)),
        });
      }
      return problems;
    },
    async checkCustomEvent(draft) {
      return check(draft);
    },
    async removeCustomEvent(id) {
      const at = self.view.customEvents.findIndex(({ event }) => event.id === id);
      const item = self.view.customEvents[at];
      if (!item) return;
      removed = { item, at };
      self.change({ customEvents: self.view.customEvents.toSpliced(at, 1) });
    },
    async restoreCustomEvent() {
      if (!removed) return;
      const { item, at } = removed;
      removed = null;
      self.change({ customEvents: self.view.customEvents.toSpliced(at, 0, item) });
    },
    async duplicateCustomEvent(id) {
      const item = self.view.customEvents[index(id)];
      if (!item) return;
      const event = { ...item.event, id: `e${String(next++)}`, name: `Copy of ${item.event.name}`, enabled: false };
      inOrder(self.view.customEvents.toSpliced(index(id) + 1, 0, { event, lastRun: null }));
    },
    async moveCustomEvent(id, by) {
      const at = index(id);
      const item = self.view.customEvents[at];
      if (!item || at + by < 0) return;
      inOrder(self.view.customEvents.toSpliced(at, 1).toSpliced(at + by, 0, item));
    },
    async exportCustomEvents() {
      return true;
    },
    async importCustomEvents() {
      return importReview(self.view.customEvents.map(({ event }) => event));
    },
    async acceptImport(ids) {
      const { items } = importReview(self.view.customEvents.map(({ event }) => event));
      const taken = items.filter(({ event }) => ids.includes(event.id)).map(({ event }) => ({ ...event, imported: true }));
      const fresh = taken.filter(({ id }) => index(id) < 0).map((event) => ({ event, lastRun: null }));
      const there = self.view.customEvents.map((item) => {
        const replacement = taken.find(({ id }) => id === item.event.id);
        return replacement ? { ...item, event: replacement } : item;
      });
      inOrder([...there, ...fresh]);
    },
    async previewCustomEvent(draft, sample) {
      const facts = factsOf(draft, sample);
      return {
        actions: draft.actions.map((action) => render(action, sample, facts.state)),
        trace: trace({ ...draft, enabled: true }, facts),
        values: Object.fromEntries(variables.map(({ name, example }) => [name, value(name, sample, facts.state, example)])),
      };
    },
    async tryAction(draft, at) {
      const action = draft.actions[at];
      return action ? tried(action) : { failure: { code: "other", detail: "" }, success: "", goesOn: false, took: 0 };
    },
    async sampleCalls() {
      return samples;
    },
    async simulateCall(call) {
      return simulate(
        self.view.customEvents.map(({ event }) => event),
        call,
      );
    },
    async startingPoints() {
      return startingPoints;
    },
    async activity(query) {
      return self.ledger.page(query);
    },
    async activityEntry(id) {
      return self.ledger.entry(id);
    },
    async runAgain(run) {
      self.ledger.again(run);
      self.change({ activity: self.view.activity + 1 });
      return { failure: null, success: "HTTP 204", goesOn: false, took: 310 };
    },
    async retryOwed(id) {
      self.ledger.settle(id);
      self.change({ activity: self.view.activity + 1 });
    },
    async deleteOwed(id) {
      await self.retryOwed(id);
    },
    async deleteAllOwed() {
      self.ledger.settleAll();
      self.change({
        outbox: { waiting: 0, parked: 0, full: 0 },
        notices: self.view.notices.filter(({ code }) => code !== "outboxFull"),
        activity: self.view.activity + 1,
      });
    },
    async clearActivity() {
      self.ledger.clear();
      self.change({ activity: self.view.activity + 1 });
    },
    async setKeptDays(keptDays) {
      self.change({ settings: { ...self.view.settings, keptDays } });
    },
    async exportActivity() {
      return true;
    },
    async setSecret(name) {
      const { settings } = self.view;
      self.change({ settings: { ...settings, secrets: [...new Set([...settings.secrets, name])].toSorted() } });
      return null;
    },
    async forgetSecret(name) {
      const { settings } = self.view;
      self.change({ settings: { ...settings, secrets: settings.secrets.filter((each) => each !== name) } });
    },
    async soundDevices() {
      return [
        { id: "speakers", name: "Built-in speakers" },
        { id: "jabra", name: "Jabra Evolve2 65" },
      ];
    },
    async chooseFolder() {
      return "/home/anna";
    },
    async setCustomEventEnabled(id, on) {
      self.change({
        customEvents: self.view.customEvents.map((item) =>
          item.event.id === id ? { ...item, event: { ...item.event, enabled: on } } : item,
        ),
      });
    },
    async chooseProgram() {
      return "/usr/local/bin/desk-display";
    },
    async chooseActionSound() {
      return { file: "/home/anna/Sounds/Concierge.wav", problem: null };
    },
    async variables() {
      return variables;
    },
  };
  return self;
}

/** The smallest phone system: calls of one line, the newest last. */
function demo(self: Fake, command: DemoCommand): void {
  const { calls, device } = self.view;
  const newest = calls.at(-1);
  const started = Date.now();
  const ring = (rest: Partial<CallView>): void =>
    self.change({ calls: [...calls, { ...priya, started, id: `c${String(started)}`, ...rest }] });
  const onLine = (wanted: (line: WatchedView) => boolean, change: (line: WatchedView) => CallView[]): void => {
    const at = self.view.watched.findIndex((line) => line.permission.state === "granted" && wanted(line));
    const line = self.view.watched[at];
    if (line) self.change({ watched: self.view.watched.with(at, { ...line, calls: change(line) }) });
  };
  const put = (rest: Partial<CallView>): void => {
    if (newest) self.change({ calls: calls.with(-1, { ...newest, ...rest }), device: { ...device, hook: "offHook" } });
  };
  switch (command) {
    case "ring":
      return ring({});
    case "ringSecond":
      return ring({ remoteName: "", remoteTel: "+441134960204" });
    case "ringInternal":
      return ring({ remoteName: "Tomasz Nowak", remoteTel: "4017", scope: "internal" });
    case "answer":
      return put({ state: "connected", answered: started });
    case "hold":
      return put({ state: "held" });
    case "retrieve":
      return put({ state: "connected" });
    case "hangUp":
      return self.change({
        calls: calls.slice(0, -1),
        device: { ...device, hook: calls.length > 1 ? device.hook : "onHook" },
      });
    case "dnd":
      return self.change({ device: { ...device, dnd: device.dnd !== true } });
    case "hook":
      return self.change({ device: { ...device, hook: device.hook === "offHook" ? "onHook" : "offHook" } });
    case "ringWatched":
      return onLine(
        (line) => line.calls.length === 0,
        () => [{ ...priya, started, id: `w${String(started)}`, remoteName: "", remoteTel: "+441134960204" }],
      );
    case "answerWatched":
      return onLine(
        (line) => line.calls[0]?.state === "ringing",
        (line) => line.calls.map((each) => ({ ...each, state: "connected", answered: started })),
      );
    case "endWatched":
      return onLine(
        (line) => line.calls.length > 0,
        () => [],
      );
  }
}

/** Starts in the state that is named in the address, e.g. `?signed-out` or `?demo&ringing`. */
export function fakeFromAddress(search: string): Fake {
  const asked = new URLSearchParams(search);
  const now = Date.now();
  const self = fake(asked.has("signed-out") ? signedOut() : signedIn(now));
  // E.g. `?ended=elsewhere`: the sign-in page with what ended a session; and the two on the page of a session.
  const named = (state: string) => answers[asked.get(state) ?? ""];
  const ended = named("ended");
  if (ended) self.change({ account: null, connection: { state: "signedOut", problem: ended, account: northgate } });
  if (asked.has("first")) {
    const { settings } = self.view;
    self.change({ settings: { ...settings, welcomed: false }, customEvents: [] });
  }
  const lost = named("reconnecting");
  if (lost) self.change({ connection: { state: "reconnecting", retryAt: now + 12_000, problem: lost } });
  const denied = named("not-permitted");
  if (denied) self.change({ connection: { state: "notPermitted", problem: denied } });
  if (asked.has("special")) {
    const signIn: AccountSettings = {
      ...northgate,
      credential: "token",
      plainHttp: true,
      webApps: { actions: "/xsi-actions", events: "/xsi-events", channels: "" },
      pins: [{ host: HOST, sha256 }],
    };
    self.change({ account: { ...anna, signIn } });
  }
  if (asked.has("empty")) {
    self.change({ customEvents: [] });
    self.ledger.clear();
  }
  // As many lines as it says.
  const count = Number(asked.get("activity"));
  if (count > 0) self.ledger = new Ledger(count, now, self.ledger.events);
  if (asked.has("busy")) setInterval(() => self.happen(), 2000);
  if (asked.has("outbox")) {
    self.change({
      outbox: { waiting: 8012, parked: 3, full: 80 },
      notices: [{ code: "outboxNotKept", detail: "disk full" }],
    });
  }
  if (asked.has("rich")) self.change({ customEvents: [...self.view.customEvents, ...richEvents()] });
  if (asked.has("demo")) void self.tryDemo();
  // Three lines, or as many as it says.
  if (asked.has("watched")) {
    const ringing: CallView = { ...priya, id: "w1", remoteName: "", remoteTel: "0113 496 0204", started: now - 6000 };
    const three = [watched(reception, { calls: [ringing] }), watched(tomasz), watched(helene)];
    const count = Number(asked.get("watched"));
    self.change({ watched: count > 0 ? manyWatched(count, now) : three });
  }
  if (asked.has("paused")) self.change({ pausedUntil: now + 40 * MINUTE });
  if (asked.has("ringing")) self.change({ calls: [{ ...priya, started: now - 6000 }] });
  if (asked.has("in-call")) {
    self.change({
      calls: [{ ...priya, state: "connected", started: now - 140_000, answered: now - 134_000, ran: ["e1"] }],
      device: { hook: "offHook", dnd: false },
    });
  }
  if (asked.has("notice")) {
    self.change({ notices: [{ code: "settingsSetAside", detail: "/home/anna/.config/bellhop/settings.broken.json" }] });
  }
  if (asked.has("muted")) {
    // As long as names of devices are.
    const device = { id: "realtek", name: "Realtek High Definition Audio (Conference room north, rear left)" };
    const { settings } = self.view;
    const muteInCall = { ...settings.muteInCall, on: true, device };
    self.change({ settings: { ...settings, muteInCall }, quiet: "mute" });
  }
  if (asked.has("sound-gone")) {
    const { settings } = self.view;
    self.change({
      settings: {
        ...settings,
        ringing: { ...settings.ringing, playing: true },
        waiting: { ...settings.waiting, file: "C:\\Sounds\\two-low-taps.wav", problem: "missing" },
        sounds: {
          ...settings.sounds,
          volume: 80,
          device: { id: "evolve", name: "Jabra Evolve2 65" },
          deviceGone: true,
          lines: [
            {
              userId: reception.userId,
              sound: { on: true, file: "/home/anna/Sounds/Concierge.wav", problem: null, playing: false },
            },
          ],
        },
      },
    });
  }
  return self;
}
