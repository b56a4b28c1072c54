/**
 * A custom event while it is being edited.
 *
 * It holds the fields of every category and every kind of action at once, so that what was typed under one is still
 * there on the way back. Only what is chosen is saved. The line is the same under both categories.
 */
import type { Action, CustomEvent, LineFilter, Trigger } from "../ipc/bindings";

export type Kind = Action["kind"];
type OfKind<K extends Kind> = Extract<Action, { kind: K }>;
type Kinds = { [K in Kind]: OfKind<K> };
type CallTriggerFields = Omit<Extract<Trigger, { category: "call" }>, "line">;
type DeviceTriggerFields = Omit<Extract<Trigger, { category: "device" }>, "line">;

export const kinds: readonly Kind[] = ["runProgram", "playSound", "showMessage", "openWebPage", "runWebService"];

function emptyActions(): Kinds {
  return {
    runProgram: { kind: "runProgram", program: "", parameters: "" },
    playSound: { kind: "playSound", file: "" },
    showMessage: { kind: "showMessage", title: "", text: "" },
    openWebPage: { kind: "openWebPage", url: "" },
    runWebService: { kind: "runWebService", url: "" },
  };
}

export class Draft {
  readonly #from: CustomEvent;
  readonly #unchanged: string;
  /** The line as it is stored. */
  readonly storedLine: LineFilter;

  name = $state("");
  category: Trigger["category"] = $state("call");
  call: CallTriggerFields = $state({
    category: "call",
    state: "ringing",
    direction: "both",
    scope: "both",
    remoteTel: "",
    localTel: "",
  });
  device: DeviceTriggerFields = $state({ category: "device", state: "all" });
  line: LineFilter = $state.raw("own");
  kind: Kind = $state("runProgram");
  actions: Kinds = $state(emptyActions());

  constructor(event: CustomEvent) {
    this.#from = structuredClone(event);
    this.name = event.name;
    this.category = event.trigger.category;
    if (event.trigger.category === "call") this.call = { ...event.trigger };
    else this.device = { ...event.trigger };
    this.line = this.storedLine = event.trigger.line;
    const [first] = event.actions;
    if (first) {
      this.kind = first.kind;
      this.actions = { ...emptyActions(), [first.kind]: { ...first } };
    }
    this.#unchanged = JSON.stringify(this.toEvent());
  }

  /** When it runs: `device`, or the state of a call. */
  get moment(): string {
    return this.category === "device" ? "device" : this.call.state;
  }

  /** How many actions follow the one that is edited. They are kept as they are. */
  get more(): number {
    return Math.max(0, this.#from.actions.length - 1);
  }

  get changed(): boolean {
    return JSON.stringify(this.toEvent()) !== this.#unchanged;
  }

  toEvent(): CustomEvent {
    return {
      ...this.#from,
      name: this.name.trim(),
      trigger: this.category === "call" ? { ...this.call, line: this.line } : { ...this.device, line: this.line },
      actions: [{ ...this.actions[this.kind] }, ...this.#from.actions.slice(1)],
    };
  }
}
