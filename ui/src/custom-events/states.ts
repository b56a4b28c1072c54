/** What a custom event can be about. */
import type { Trigger } from "../ipc/bindings";

type State<C extends Trigger["category"]> = Exclude<Extract<Trigger, { category: C }>["state"], "all">;

/** The states of each category, in the order they are offered. Messages have the same words for them. */
export const states: { [C in Trigger["category"]]: readonly State<C>[] } = {
  call: ["ringing", "connected", "completed", "missed", "dialing", "held", "resumed", "transferred", "forwarded"],
  device: ["offHook", "onHook", "dndOn", "dndOff"],
  connection: ["signedIn", "signedOut", "lost", "restored"],
};
