/** How the own line is, in one shape and one message: what the tray shows, too. */
import type { View } from "../ipc/bindings";
import type { Shape } from "../shared/icons";

export type LineWord =
  | "state-connected"
  | "state-ringing"
  | "state-in-call"
  | "state-dnd"
  | "state-paused"
  | "state-signing-in"
  | "state-not-connected"
  | "state-not-permitted"
  | "state-signed-out";

export function line(view: View): { shape: Shape; word: LineWord } {
  switch (view.connection.state) {
    case "signedOut":
      return { shape: "not-connected", word: "state-signed-out" };
    case "signingIn":
      return { shape: "not-connected", word: "state-signing-in" };
    case "reconnecting":
      return { shape: "not-connected", word: "state-not-connected" };
    case "notPermitted":
      return { shape: "not-connected", word: "state-not-permitted" };
    case "connected":
      if (view.pausedUntil !== null) return { shape: "paused", word: "state-paused" };
      if (view.calls.some((call) => call.state === "ringing" && call.direction === "incoming")) {
        return { shape: "ringing", word: "state-ringing" };
      }
      if (view.calls.length > 0) return { shape: view.quiet ? "quiet" : "in-call", word: "state-in-call" };
      if (view.device.dnd === true) return { shape: "dnd", word: "state-dnd" };
      return { shape: "connected", word: "state-connected" };
  }
}
