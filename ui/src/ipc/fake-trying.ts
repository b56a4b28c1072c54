/** How the backend in memory tries custom events out: near enough to the real one to see how it looks. */
import type {
  Action,
  ActionPreview,
  ArgumentPiece,
  CustomEvent,
  ImportReview,
  SampleCall,
  Samples,
  SimulatedCall,
  Simulation,
  StartingPoint,
  Traced,
  Tried,
  Verdict,
} from "./bindings";

export const samples: Samples = {
  example: { name: "Priya Raman", tel: "+442079460958", withheld: false, internal: false, seconds: 134, direction: "incoming" },
  last: { name: "Tomasz Nowak", tel: "4017", withheld: false, internal: true, seconds: 820, direction: "incoming" },
};

/** What happens, as conditions ask. */
export type Facts = { state: string; line: string; inbound: boolean; internal: boolean; tel: string };

const ringing: Facts = { state: "ringing", line: "own", inbound: true, internal: false, tel: "+442079460958" };

const ALL = {
  call: ["ringing", "connected", "completed", "missed"],
  device: ["offHook", "onHook", "dndOn", "dndOff"],
  connection: ["signedIn", "signedOut", "lost", "restored"],
};

/** Says what a custom event makes of something that happens. */
export function trace(event: CustomEvent, facts: Facts): Traced {
  const { trigger } = event;
  const verdicts: Verdict[] = [];
  const say = (condition: Verdict["condition"], wanted: string, was: string, met = wanted === was) =>
    verdicts.push({ condition, met, wanted, was });
  if (!event.enabled) say("switchedOn", "on", "off");
  const fits = trigger.state === "all" ? ALL[trigger.category].includes(facts.state) : trigger.state === facts.state;
  say("state", trigger.state, facts.state, fits);
  if (trigger.category !== "connection") {
    const wanted = typeof trigger.line === "string" ? trigger.line : trigger.line.line;
    say("line", wanted, facts.line, wanted === "any" || wanted === facts.line);
  }
  if (trigger.category === "call") {
    const way = facts.inbound ? "inbound" : "outbound";
    if (trigger.direction !== "both") say("direction", trigger.direction, way);
    const scope = facts.internal ? "internal" : "external";
    if (trigger.scope !== "both") say("scope", trigger.scope, scope);
    if (trigger.remoteTel !== "") {
      say("remoteTel", trigger.remoteTel, facts.tel, facts.tel.startsWith(trigger.remoteTel));
    }
  }
  for (const condition of event.conditions) {
    if (condition.kind === "hours") {
      const { days, from, to } = condition;
      say("hours", `${days.join(",")} ${from || "00:00"}-${to || "00:00"}`, "thu 10:42", days.includes("thu"));
    } else if (condition.kind === "ownState") {
      say("ownState", condition.wanted, "idle");
    } else if (condition.kind === "stillSo") {
      say("stillSo", String(condition.seconds), "ended", false);
    } else if (condition.kind === "oncePerCall") {
      say("oncePerCall", "", "");
    } else if (condition.kind === "answeredHere") {
      const was = ["connected", "completed"].includes(facts.state) ? "answered" : "notAnswered";
      say("answeredHere", "answered", was);
    }
  }
  return { eventId: event.id, name: event.name, verdicts, matched: verdicts.every(({ met }) => met) };
}

/** Returns what a variable is for a call. */
export function value(name: string, sample: SampleCall, state: string, otherwise = `{${name}}`): string {
  const known: Record<string, string> = {
    "Call.RemoteTel": sample.withheld ? "" : sample.tel,
    "Call.RemoteName": sample.withheld ? "" : sample.name,
    "Call.Start": "2026-11-26T10:42:07+00:00",
    "Call.State": state,
    "Call.Duration": state === "completed" ? "00:02:14.000000000" : "",
    "Call.Direction": "Incoming",
    "Call.LocalTel": "4021",
    "Call.LocalName": "Anna Lindqvist",
    "Call.Id": "callhalf-1711:0",
    "Call.Scope": sample.internal ? "Internal" : "External",
    "Device.OwnerContact.Name": "Anna Lindqvist",
    "Device.DndState": "ON",
  };
  return known[name] ?? otherwise;
}

function piecesOf(template: string, sample: SampleCall, state: string): ArgumentPiece[] {
  return template
    .split(/(\{[^{}]*\})/)
    .filter((text) => text !== "")
    .map((text) => {
      const name = /^\{([^{}:|]*)/.exec(text)?.[1];
      return name === undefined
        ? { text, fromCall: false }
        : { text: value(name, sample, state), fromCall: true };
    });
}

/** Says what an action does, exactly. */
export function render(action: Action, sample: SampleCall, state: string): ActionPreview {
  const put = (template: string, change = (text: string) => text): string =>
    piecesOf(template, sample, state)
      .map(({ text, fromCall }) => (fromCall ? change(text) : text))
      .join("");
  const done = (rendered: ActionPreview["rendered"], args: ArgumentPiece[][] = []): ActionPreview => ({
    rendered,
    failure: null,
    arguments: args,
  });
  switch (action.kind) {
    case "runProgram": {
      const words = action.parameters.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
      const args = words.map((word) => piecesOf(word.replaceAll('"', ""), sample, state));
      const dash = args.findIndex(([first]) => first?.fromCall === true && /^[-/]/.test(first.text));
      if (action.program === "") return { rendered: null, failure: { code: "programMissing", detail: "" }, arguments: [] };
      if (dash >= 0 && !action.takesOptions) {
        return { rendered: null, failure: { code: "badArgument", detail: String(dash + 1) }, arguments: args };
      }
      const texts = args.map((pieces) => pieces.map(({ text }) => text).join(""));
      return done(
        {
          kind: "runProgram",
          program: action.program,
          args: texts,
          folder: action.folder ?? null,
          hidden: action.hidden ?? false,
          timeLimit: action.timeLimit ?? null,
          environment: action.environment ? [["BELLHOP_CALL_REMOTE_TEL", sample.tel]] : [],
        },
        args,
      );
    }
    case "playSound":
      if (action.file === "") return { rendered: null, failure: { code: "soundMissing", detail: "" }, arguments: [] };
      return done({
        kind: "playSound",
        file: action.file,
        repeat: action.repeat ?? false,
        volume: action.volume ?? 100,
        device: action.device ?? null,
      });
    case "showMessage":
      return done({
        kind: "showMessage",
        title: put(action.title),
        text: put(action.text),
        stay: action.stay ?? false,
        withdraw: action.withdraw ?? false,
        page: action.page ? put(action.page, encodeURIComponent) : null,
      });
    case "openWebPage":
      if (!/^[a-z][\w+.-]*:/i.test(action.url)) {
        return { rendered: null, failure: { code: "badAddress", detail: action.url }, arguments: [] };
      }
      return done({ kind: "openWebPage", url: put(action.url, encodeURIComponent) });
    case "runWebService": {
      const unnamed = action.headers?.find(({ name }) => name.trim() === "");
      if (unnamed) return { rendered: null, failure: { code: "other", detail: "the header  can't be sent" }, arguments: [] };
      const body = action.body ?? { kind: "event" };
      const text =
        body.kind === "json"
          ? put(body.text)
          : body.kind === "form"
            ? body.fields.map((each) => `${each.name}=${put(each.value, encodeURIComponent)}`).join("&")
            : JSON.stringify({ event: state, call: { RemoteTel: sample.tel, RemoteName: sample.name } }, null, 2);
      const contentType = body.kind === "form" ? "application/x-www-form-urlencoded" : "application/json";
      const method = action.method ?? "GET";
      return done({
        kind: "runWebService",
        method,
        url: put(action.url, encodeURIComponent),
        headers: (action.headers ?? []).map(({ name, value: template, secret }) => ({
          name,
          value: put(template),
          secret: secret ?? "",
        })),
        body: method === "GET" || body.kind === "nothing" ? null : { contentType, text },
        timeLimit: action.timeLimit ?? 30,
        once: action.once ?? false,
      });
    }
  }
}

export function factsOf(event: CustomEvent, sample: SampleCall): Facts {
  const { trigger } = event;
  const inbound = trigger.category !== "call" || trigger.direction !== "outbound";
  const tel = sample.withheld ? "" : sample.tel;
  return { ...ringing, state: trigger.state === "all" ? "ringing" : trigger.state, inbound, internal: sample.internal, tel };
}

export function tried(action: Action): Tried {
  if (action.kind === "runWebService" && action.url.includes("timesheet")) {
    return { failure: { code: "serviceAnswered", detail: "404" }, success: "", goesOn: false, took: 210 };
  }
  const success = { runProgram: "exit code 0", runWebService: "HTTP 204" } as Partial<Record<Action["kind"], string>>;
  return { failure: null, success: success[action.kind] ?? "", goesOn: false, took: 400 };
}

export function simulate(events: CustomEvent[], call: SimulatedCall): Simulation {
  const states = [
    call.sample.direction === "outgoing" ? ["Dialing"] : [],
    ["Ringing"],
    call.answered ? ["Connected"] : [],
    call.answered && call.held ? ["Held", "Resumed"] : [],
    [call.answered || call.sample.direction === "outgoing" ? "Completed" : "Missed"],
  ].flat();
  return {
    steps: states.map((state) => {
      const traces = events
        .filter(({ trigger }) => trigger.category === "call")
        .map((event) =>
          trace(event, {
            state: state.toLowerCase(),
            line: call.line || "own",
            inbound: call.sample.direction === "incoming",
            internal: call.sample.internal,
            tel: call.sample.tel,
          }),
        );
      const ran = events.filter(({ id }) => traces.some((each) => each.eventId === id && each.matched));
      return {
        state,
        traces,
        runs: ran.map((event) => ({
          eventId: event.id,
          name: event.name,
          wait: event.conditions.find((each) => each.kind === "stillSo")?.seconds ?? null,
          actions: event.actions.map((action) => render(action, call.sample, state.toLowerCase())),
          tried: call.forReal ? event.actions.map(tried) : [],
        })),
      };
    }),
  };
}

function start(trigger: Partial<Extract<CustomEvent["trigger"], { category: "call" }>>, action: Action): CustomEvent {
  return {
    id: "",
    name: "",
    enabled: true,
    trigger: {
      category: "call",
      state: "ringing",
      line: "own",
      direction: "inbound",
      scope: "both",
      remoteTel: "",
      localTel: "",
      ...trigger,
    },
    conditions: [],
    actions: [action],
  };
}

const light = (path: string): Action => ({ kind: "runWebService", url: `http://localhost:8989/${path}` });

export const startingPoints: StartingPoint[] = [
  {
    key: "open-crm",
    drafts: [
      start({ scope: "external" }, { kind: "openWebPage", url: "https://crm.example.com/contacts?number={Call.RemoteTel:e164}" }),
    ],
  },
  {
    key: "message-on-missed",
    drafts: [
      start(
        { state: "missed" },
        { kind: "showMessage", title: "Missed: {Call.RemoteName}", text: "{Call.RemoteTel} called at {Call.Start:time}." },
      ),
    ],
  },
  {
    key: "log-to-service",
    drafts: [
      ...(["completed", "missed"] as const).map((state) =>
        start(
          { state, direction: "both" },
          { kind: "runWebService", url: "https://log.example.com/calls", method: "POST" },
        ),
      ),
    ],
  },
  {
    key: "log-to-csv",
    drafts: [
      start(
        { state: "completed", direction: "both" },
        { kind: "runProgram", program: "/usr/bin/logger", parameters: "{Call.Start},{Call.RemoteTel},{Call.Duration:seconds}" },
      ),
    ],
  },
  {
    key: "on-air-light",
    drafts: [
      start({ state: "connected", direction: "both" }, light("?action=light&red=100&green=0&blue=0")),
      start({ state: "completed", direction: "both" }, light("?action=off")),
    ],
  },
  { key: "boss-sound", drafts: [start({ remoteTel: "4000" }, { kind: "playSound", file: "" })] },
];

/** What is in the file that is chosen for import. */
export function importReview(events: CustomEvent[]): ImportReview {
  const [first] = events;
  const none = { replaces: false, same: false, programs: [], hosts: [], sounds: [], headers: [],
      secrets: [], disguised: false };
  const item = (event: CustomEvent, rest: Partial<ImportReview["items"][number]>) => ({ event, ...none, ...rest });
  const named = (id: string, name: string, event: CustomEvent): CustomEvent => ({ ...event, id, name, enabled: false });
  return {
    file: "reception.bellhop.json",
    problem: null,
    items: [
      item(
        named(
          "i1",
          "Desk display",
          start(
            { scope: "external" },
            { kind: "runProgram", program: "/usr/local/bin/desk-display", parameters: '--say "{Call.RemoteName} calls" --red' },
          ),
        ),
        { programs: [{ program: "/usr/local/bin/desk-display", parameters: '--say "{Call.RemoteName} calls" --red' }] },
      ),
      item(
        named(
          "i2",
          "Log every call",
          start({ state: "completed" }, { kind: "runWebService", url: "https://log.northgate.example/calls", method: "POST" }),
        ),
        { hosts: ["https://log.northgate.example"], headers: ["Authorization: Bearer "], secrets: ["Log service"] },
      ),
      item(
        named(
          "i3",
          "Invoice \u202Efdp.exe",
          start({}, { kind: "runProgram", program: "C:\\Users\\Public\\\u202Efdp.exe", parameters: "/q {Call.RemoteTel}" }),
        ),
        { programs: [{ program: "C:\\Users\\Public\\\u202Efdp.exe", parameters: "/q {Call.RemoteTel}" }], disguised: true },
      ),
      ...(first ? [item({ ...first, enabled: false }, { replaces: true, hosts: ["https://crm.northgate.example"] })] : []),
    ],
  };
}
