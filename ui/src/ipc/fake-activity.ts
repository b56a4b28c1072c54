/** What the backend in memory has written down: as many lines as are asked for, each made when it is looked at. */
import type {
  ActivityEntry,
  ActivityKind,
  ActivityLine,
  ActivityPage,
  ActivityQuery,
  CustomEvent,
  Failure,
  OwedView,
  Rendered,
  RunView,
  Traced,
} from "./bindings";
import { trace, type Facts } from "./fake-trying";

const AT_ONCE = 100;
const MINUTE = 60_000;

type Kind = { line: Partial<ActivityLine>; facts: Facts; triggers: string[]; failure?: Failure; owed?: boolean };

const call = (state: string, rest: Partial<ActivityLine> = {}): Partial<ActivityLine> => ({
  kind: "call",
  state,
  name: "Priya Raman",
  number: "020 7946 0958",
  direction: "incoming",
  ...rest,
});
const facts = (state: string, rest: Partial<Facts> = {}): Facts => ({
  state,
  line: "own",
  inbound: true,
  internal: false,
  tel: "+442079460958",
  ...rest,
});
const colleague = { name: "Tomasz Nowak", number: "4017" };
const answered404: Failure = { code: "serviceAnswered", detail: "404" };
const away: Failure = { code: "serviceUnreachable", detail: "timesheet.northgate.example" };

/** What happens again and again, the newest first. */
const kinds: Kind[] = [
  { line: call("Connected"), facts: facts("connected"), triggers: [] },
  { line: call("Ringing"), facts: facts("ringing"), triggers: ["e1"] },
  {
    line: call("Completed", { ...colleague, direction: "outgoing", outcome: "answered" }),
    facts: facts("completed", { inbound: false, internal: true, tel: "4017" }),
    triggers: ["e2"],
    failure: answered404,
  },
  { line: { kind: "device", state: "DND on" }, facts: facts("dndOn"), triggers: ["e3"] },
  {
    line: call("Missed", { name: "", number: "", line: "Reception", outcome: "no answer" }),
    facts: facts("missed", { line: "reception@northgate.example", tel: "" }),
    triggers: [],
  },
  { line: call("Ringing", colleague), facts: facts("ringing", { internal: true, tel: "4017" }), triggers: [] },
  {
    line: call("Completed", { name: "", number: "0131 496 0377", direction: "outgoing", outcome: "no answer" }),
    facts: facts("completed", { inbound: false, tel: "+441314960377" }),
    triggers: ["e2"],
    failure: away,
    owed: true,
  },
  { line: { kind: "connection", state: "Connection restored" }, facts: facts("restored"), triggers: [] },
  {
    line: call("Missed", { name: "Dr. Helene Schwarzenberger-Oppenheim", number: "4033", late: true, outcome: "voicemail" }),
    facts: facts("missed", { internal: true, tel: "4033" }),
    triggers: [],
  },
  {
    line: {
      kind: "connection",
      state: "Connection lost",
      reason: "unreachable",
      detail: "xsp.northgate.example",
    },
    facts: facts("lost"),
    triggers: [],
  },
  { line: { kind: "device", state: "Off hook" }, facts: facts("offHook"), triggers: [] },
  { line: call("Dialing", { ...colleague, direction: "outgoing" }), facts: facts("dialing", { inbound: false }), triggers: [] },
];

const done: Record<string, Rendered> = {
  e1: { kind: "openWebPage", url: "https://crm.northgate.example/find?tel=%2B442079460958" },
  e2: {
    kind: "runWebService",
    method: "POST",
    url: "https://timesheet.northgate.example/api/calls",
    headers: [{ name: "Authorization", value: "Bearer ", secret: "Timesheet" }],
    body: {
      contentType: "application/json",
      text: '{"event":"Log finished calls","call":{"RemoteTel":"4017","RemoteName":"Tomasz Nowak"}}',
    },
    timeLimit: 30,
    once: false,
  },
  e3: {
    kind: "runProgram",
    program: "/usr/local/bin/blink1-tool",
    args: ["--red", "--name=Anna Lindqvist"],
    folder: null,
    hidden: false,
    timeLimit: null,
    environment: [],
  },
};

export class Ledger {
  readonly #owed = new Map<number, OwedView | null>();
  /** What was run again, by entry. */
  readonly #again = new Map<number, RunView[]>();
  #count: number;
  #before = 0;

  constructor(
    count: number,
    readonly now: number,
    readonly events: CustomEvent[],
  ) {
    this.#count = count;
  }

  /** Something happens, now. */
  add(): void {
    this.#count += 1;
    this.#before += 1;
  }

  clear(): void {
    this.#count = 0;
  }

  line(id: number): ActivityLine {
    const kind = this.#kind(id);
    const age = this.#count - this.#before - id;
    const names = kind.triggers.map((each) => this.events.find((event) => event.id === each)?.name ?? each);
    const waits = kind.owed === true && this.#owed.get(id) !== null;
    return {
      id,
      at: age < 0 ? Date.now() : this.now - (3 + age * (this.#count > 1000 ? 2 : 37)) * MINUTE,
      kind: "call" as ActivityKind,
      state: "",
      line: "",
      name: "",
      number: "",
      direction: "",
      outcome: "",
      late: false,
      reason: "",
      detail: "",
      ...kind.line,
      triggered: names,
      done: kind.failure ? 0 : names.length,
      failed: kind.failure && !kind.owed ? 1 : 0,
      waiting: waits ? 1 : 0,
      heldBack: 0,
    };
  }

  page({ text, kind, failed, before }: ActivityQuery): ActivityPage {
    const wanted = text.toLowerCase();
    const lines: ActivityLine[] = [];
    for (let id = (before ?? this.#count + 1) - 1; id >= 1; id--) {
      const line = this.line(id);
      const said = [line.name, line.number, line.state, ...line.triggered].join(" ").toLowerCase();
      if ((kind !== null && line.kind !== kind) || (failed && line.failed === 0) || !said.includes(wanted)) continue;
      if (lines.length === AT_ONCE) return { lines, more: true };
      lines.push(line);
    }
    return { lines, more: false };
  }

  entry(id: number): ActivityEntry | null {
    if (id < 1 || id > this.#count) return null;
    const kind = this.#kind(id);
    const line = this.line(id);
    const category = line.kind;
    const traces: Traced[] = this.events
      .filter(({ trigger }) => trigger.category === category)
      .map((event) => trace(event, kind.facts));
    // What is owed has not been run: it is written down as that once it is delivered.
    const run = kind.owed ? [] : kind.triggers;
    const runs: RunView[] = run.map((eventId, index) => ({
      id: id * 10 + index,
      place: 0,
      eventId,
      name: this.events.find((event) => event.id === eventId)?.name ?? eventId,
      kind: done[eventId]?.kind ?? "",
      done: done[eventId] ?? null,
      failure: kind.failure ?? null,
      success: { runProgram: "exit code 0", runWebService: "HTTP 204" }[done[eventId]?.kind as string] ?? "",
      goesOn: false,
      unknown: [],
      again: false,
      at: line.at,
      took: 400,
    }));
    runs.push(...(this.#again.get(id) ?? []));
    const owed = this.#owed.get(id);
    const first: OwedView = {
      id,
      place: 0,
      eventId: "e2",
      name: "Log finished calls",
      request: done["e2"] ?? null,
      attempts: 3,
      nextAt: line.at + 17 * MINUTE,
      problem: away,
    };
    return { line, traces, runs, owed: kind.owed && owed !== null ? [owed ?? first] : [] };
  }

  /** Does a run again, well this time, and keeps it with its entry. */
  again(run: number): void {
    const id = Math.floor(run / 10);
    const of = this.entry(id)?.runs.find((each) => each.id === run);
    const others = this.#again.get(id) ?? [];
    const again = { again: true, failure: null, success: "HTTP 204", at: Date.now(), goesOn: false, took: 310 };
    if (of) this.#again.set(id, [...others, { ...of, ...again, id: -run * 10 - others.length }]);
  }

  settle(id: number): void {
    this.#owed.set(id, null);
  }

  settleAll(): void {
    for (let id = 1; id <= this.#count; id++) this.settle(id);
  }

  #kind(id: number): Kind {
    return kinds[(this.#count - this.#before - id + kinds.length * 1000) % kinds.length] ?? (kinds[0] as Kind);
  }
}

