/** The door of the small window with messages: the few commands it has. */
import { Channel, invoke } from "@tauri-apps/api/core";

/** A message that stays until it is closed. `opens` is whether a click leads somewhere. */
export type Shown = { id: number; title: string; text: string; opens: boolean };

export interface MessageClient {
  /** Hands over the messages there are, the newest last, now and at every change. */
  watchMessages(onMessages: (messages: Shown[]) => void): void;
  /** Makes the window as high as what is in it, in CSS pixels. */
  fitMessages(height: number): Promise<void>;
  closeMessage(id: number): Promise<void>;
  openMessage(id: number): Promise<void>;
}

export const tauriMessages: MessageClient = {
  watchMessages(onMessages) {
    const channel = new Channel<Shown[]>();
    channel.onmessage = onMessages;
    void invoke("watch_messages", { channel });
  },
  fitMessages: (height) => invoke("fit_messages", { height }),
  closeMessage: (id) => invoke("close_message", { id }),
  openMessage: (id) => invoke("open_message", { id }),
};
