/** Where a first custom event starts from. */
import type { Action, CustomEvent, Trigger } from "../ipc/bindings";
import type { IconName } from "../shared/icons";
import { t } from "../text";

export type Start = { id: "page" | "message" | "program"; icon: IconName; event: CustomEvent };

type CallTriggerFields = Extract<Trigger, { category: "call" }>;

function onCall(fields: Partial<CallTriggerFields>): CallTriggerFields {
  return {
    category: "call",
    state: "ringing",
    direction: "inbound",
    scope: "both",
    remoteTel: "",
    localTel: "",
    line: "own",
    ...fields,
  };
}

function starting(name: string, trigger: Trigger, action: Action): CustomEvent {
  return { id: "", name, enabled: true, trigger, conditions: [], actions: [action] };
}

/** A custom event with nothing in it yet. */
export function blank(): CustomEvent {
  return starting("", onCall({ direction: "both" }), { kind: "runProgram", program: "", parameters: "" });
}

export function templates(): Start[] {
  return [
    {
      id: "page",
      icon: "page",
      event: starting(t("template-page-name"), onCall({ scope: "external" }), {
        kind: "openWebPage",
        url: "https://crm.example.com/contacts?number={Call.RemoteTel}",
      }),
    },
    {
      id: "message",
      icon: "message",
      event: starting(t("template-message-name"), onCall({ state: "missed" }), {
        kind: "showMessage",
        title: t("template-message-title", { name: "{Call.RemoteName}" }),
        text: t("template-message-text", { number: "{Call.RemoteTel}", time: "{Call.Start}" }),
      }),
    },
    {
      id: "program",
      icon: "program",
      event: starting(t("template-program-name"), onCall({ state: "connected", direction: "both" }), {
        kind: "runProgram",
        program: "",
        parameters: "{Call.RemoteName} {Call.RemoteTel}",
      }),
    },
  ];
}
