/** Messages in memory, to look at their window in a browser and to test it. */
import type { MessageClient, Shown } from "./messages";

export const someMessages: Shown[] = [
  { id: 1, title: "Missed: Tomasz Nowak", text: "4017 called at 09:44.", opens: false },
  { id: 2, title: "Missed: withheld number", text: "", opens: false },
  { id: 3, title: "Reception rings", text: "Priya Raman", opens: true },
  { id: 4, title: "Missed: Dr. Helene Schwarzenberger-Oppenheim", text: "4033 called at 10:12.\nVoicemail", opens: false },
  { id: 5, title: "Priya Raman", text: "+44 20 7946 0958 calls. Click to open her record.", opens: true },
];

export function fakeMessages(messages = someMessages): MessageClient & { opened: number[] } {
  let watcher: (messages: Shown[]) => void = () => undefined;
  const opened: number[] = [];
  const close = async (id: number): Promise<void> => {
    messages = messages.filter((each) => each.id !== id);
    watcher(messages);
  };
  return {
    opened,
    watchMessages(onMessages) {
      watcher = onMessages;
      watcher(messages);
    },
    fitMessages: async () => undefined,
    closeMessage: close,
    async openMessage(id) {
      opened.push(id);
      await close(id);
    },
  };
}
