import { expect, it } from "vitest";
import type { Action, CustomEvent } from "../ipc/bindings";
import { ActionDraft, Draft } from "./draft.svelte";

const message: Action = { kind: "showMessage", title: "A call", text: "" };

function event(id: string, actions: Action[]): CustomEvent {
  const trigger = { category: "call", state: "ringing", line: "own", direction: "both", scope: "both", remoteTel: "", localTel: "" } as const;
  return { id, name: "", enabled: true, trigger, conditions: [], actions };
}

const withdrawn = (draft: Draft): boolean[] => draft.actions.map(({ fields }) => fields.showMessage.withdraw);

it("lets a new message go away with a call that goes on", () => {
  const draft = new Draft(event("", [message]));
  for (const [state, goes] of [["ringing", true], ["missed", false], ["held", true], ["completed", false], ["dialing", true]] as const) {
    draft.call.state = state;
    draft.follow();
    expect(withdrawn(draft), state).toEqual([goes]);
  }
  draft.call.state = "ringing";
  draft.category = "connection";
  draft.follow();
  expect(withdrawn(draft)).toEqual([false]);
});

it("leaves it once the user has said what they want", () => {
  const draft = new Draft(event("", [message]));
  const [action] = draft.actions;
  if (!action) throw new Error("there is one");
  action.followsCall = false;
  action.fields.showMessage.withdraw = false;
  draft.call.state = "held";
  draft.follow();
  expect(withdrawn(draft)).toEqual([false]);
});

it("leaves what is stored, and not what is added to it", () => {
  const draft = new Draft(event("stored", [message]));
  expect(draft.changed).toBe(false);
  draft.addAction();
  draft.follow();
  expect(draft.actions.at(-1)).toBeInstanceOf(ActionDraft);
  expect(withdrawn(draft)).toEqual([false, true]);
});
