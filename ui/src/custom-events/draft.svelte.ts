/**
 * A custom event while it is being edited.
 *
 * It holds the fields of every category and every kind of action at once, so that what was typed under one is still
 * there on the way back. Only what is chosen is saved. The line is the same under every category that has one.
 */
import type { Action, Condition, CustomEvent, HttpBody, Limit, LineFilter, Trigger } from "../ipc/bindings";

export type Kind = Action["kind"];
/** A kind of action with nothing left out. A number that is not said is null. */
type Full<K extends Kind> = {
  [F in keyof Extract<Action, { kind: K }>]-?: NonNullable<Extract<Action, { kind: K }>[F]> extends number
    ? number | null
    : NonNullable<Extract<Action, { kind: K }>[F]>;
};
type Category = Trigger["category"];
type OfCategory<C extends Category> = Omit<Extract<Trigger, { category: C }>, "line">;

export const kinds: readonly Kind[] = ["runProgram", "playSound", "showMessage", "openWebPage", "runWebService"];

/** How often a custom event may act where nothing is said. */
export const USUAL: Limit = { times: 5, seconds: 10 };

function emptyFields(): { [K in Kind]: Full<K> } {
  return {
    runProgram: {
      kind: "runProgram",
      program: "",
      parameters: "",
      folder: "",
      hidden: false,
      timeLimit: null,
      takesOptions: false,
      environment: false,
    },
    playSound: { kind: "playSound", file: "", repeat: false, volume: null, device: "" },
    showMessage: { kind: "showMessage", title: "", text: "", stay: false, withdraw: false, page: "" },
    openWebPage: { kind: "openWebPage", url: "", allowedScheme: "" },
    runWebService: {
      kind: "runWebService",
      url: "",
      method: "GET",
      body: { kind: "event" },
      headers: [],
      timeLimit: null,
      once: false,
    },
  };
}

/** What was typed and goes to the keyring, not into the custom event. Each returns whether it is kept there now. */
export type ToKeep = (() => Promise<boolean>)[];

/** A secret that is being added to the keyring. It is in here until it is there, and nowhere else. */
export class NewSecret {
  adding = $state(false);
  name = $state("");
  secret = $state("");
}

/** One of the things it does. */
export class ActionDraft {
  readonly toKeep: ToKeep = [];
  kind: Kind = $state("runProgram");
  fields = $state(emptyFields());
  /** Whether it is still Bellhop that says if its message goes away with the call. */
  followsCall: boolean = $state(true);
  /** What was written under the kinds of body that are left. */
  readonly bodies: { [K in HttpBody["kind"]]: HttpBody } = {
    event: { kind: "event" },
    json: { kind: "json", text: "" },
    form: { kind: "form", fields: [{ name: "", value: "" }] },
    nothing: { kind: "nothing" },
  };
  readonly #secrets = new WeakMap<object, NewSecret>();

  constructor(action?: Action) {
    if (!action) return;
    this.kind = action.kind;
    this.fields = { ...emptyFields(), [action.kind]: { ...emptyFields()[action.kind], ...action } };
  }

  /** The secret that is being added for a header. */
  secretFor(header: object): NewSecret {
    const typed = this.#secrets.get(header) ?? new NewSecret();
    this.#secrets.set(header, typed);
    return typed;
  }

  /** Whether nothing is written yet of what it is about. */
  get isBlank(): boolean {
    const { runProgram, playSound, showMessage, openWebPage, runWebService } = this.fields;
    const about: Record<Kind, string> = {
      runProgram: runProgram.program,
      playSound: playSound.file,
      showMessage: showMessage.title + showMessage.text,
      openWebPage: openWebPage.url,
      runWebService: runWebService.url,
    };
    return about[this.kind].trim() === "";
  }
}

/** States of a call that still goes on: what is said about one is of no use when it has ended. */
const GOES_ON: readonly Trigger["state"][] = ["ringing", "dialing", "connected", "held", "resumed"];

/** What a new custom event is about: any call that rings. */
export const RINGING: OfCategory<"call"> = {
  category: "call",
  state: "ringing",
  direction: "both",
  scope: "both",
  remoteTel: "",
  localTel: "",
};

export class Draft {
  readonly #from: CustomEvent;
  readonly #unchanged: string;
  /** The line as it is stored. */
  readonly storedLine: LineFilter = "own";

  name = $state("");
  category: Category = $state("call");
  call: OfCategory<"call"> = $state({ ...RINGING });
  device: OfCategory<"device"> = $state({ category: "device", state: "all" });
  connection: OfCategory<"connection"> = $state({ category: "connection", state: "all" });
  line: LineFilter = $state.raw("own");
  conditions: Condition[] = $state([]);
  limit: Limit = $state({ ...USUAL });
  actions: ActionDraft[] = $state.raw([]);

  constructor(event: CustomEvent) {
    const { trigger } = event;
    this.#from = event;
    this.name = event.name;
    this.category = trigger.category;
    if (trigger.category !== "connection") this.line = this.storedLine = trigger.line;
    if (trigger.category === "call") this.call = { ...trigger };
    else if (trigger.category === "device") this.device = { ...trigger };
    else this.connection = { ...trigger };
    this.conditions = structuredClone(event.conditions);
    this.limit = { ...USUAL, ...event.limit };
    this.actions = event.actions.map((action) => new ActionDraft(structuredClone(action)));
    // What is stored stays as it is.
    if (event.id !== "") for (const action of this.actions) action.followsCall = action.kind !== "showMessage";
    this.follow();
    this.#unchanged = JSON.stringify(this.toEvent());
  }

  /** When it runs: `device`, `connection`, or the state of a call. */
  get moment(): string {
    return this.category === "call" ? this.call.state : this.category;
  }

  /** Lets a new message go away with its call, as long as there is one and nobody said otherwise. */
  follow(): void {
    const withdraw = this.category === "call" && GOES_ON.includes(this.call.state);
    for (const { followsCall, fields } of this.actions) if (followsCall) fields.showMessage.withdraw = withdraw;
  }

  addAction(): void {
    this.actions = [...this.actions, new ActionDraft()];
    this.follow();
  }

  get changed(): boolean {
    const typed = this.actions.some(({ toKeep }) => toKeep.length > 0);
    return typed || JSON.stringify(this.toEvent()) !== this.#unchanged;
  }

  /** Puts into the keyring what was typed for it. Returns whether all of it is there now. */
  async keep(): Promise<boolean> {
    for (const keep of this.actions.flatMap(({ toKeep }) => toKeep)) if (!(await keep())) return false;
    return true;
  }

  toEvent(): CustomEvent {
    const { line, limit } = this;
    const fields = this[this.category];
    return JSON.parse(
      JSON.stringify({
        ...this.#from,
        name: this.name.trim(),
        trigger: this.category === "connection" ? fields : { ...fields, line },
        conditions: this.conditions,
        actions: this.actions.map(({ kind, fields: all }) => all[kind]),
        limit,
        // Whoever saves it has looked at it.
        imported: false,
      }),
    ) as CustomEvent;
  }
}
