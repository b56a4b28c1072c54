/**
 * The one door to the backend. Every command has its method here, and nothing else in the window says `invoke`.
 */
import { Channel, invoke } from "@tauri-apps/api/core";
import { data } from "../data";
import type { Page } from "../shared/pages.svelte";
import type {
  AccountSettings,
  ActivityEntry,
  ActivityPage,
  ActivityQuery,
  Colleague,
  Country,
  CustomEvent,
  FieldProblem,
  Found,
  HushedFrom,
  HushKind,
  ImportReview,
  NumbersSettings,
  PinnedCertificate,
  Preview,
  Problem,
  SampleCall,
  Samples,
  SimulatedCall,
  Simulation,
  SoundDevice,
  SoundOf,
  SoundProblem,
  StartingPoint,
  Switch,
  Theme,
  Tried,
  VariableInfo,
  View,
} from "./bindings";
import type { given } from "./commands";

/**
 * What the demo phone system can be told. It is about the newest call, or about the call of a line that is watched;
 * `dnd` and `hook` change to and fro.
 */
export type DemoCommand =
  | "ring"
  | "ringSecond"
  | "ringInternal"
  | "answer"
  | "hold"
  | "retrieve"
  | "hangUp"
  | "dnd"
  | "hook"
  | "ringWatched"
  | "answerWatched"
  | "endWatched";

/** What the page about Bellhop can open: pages of ours, and the folders of what is kept. */
export type Leaf = "source" | "documentation" | "issues" | "settings" | "activity";

/** Where the files of this installation are. */
export type KeptIn = { settings: string; activity: string; published: boolean };

/** A sound file that was chosen, and what is wrong with it. */
export type ChosenSound = { file: string; problem: SoundProblem | null };

/** What what happened is written to a file as. */
export type ActivityFormat = "csv" | "json";

/** What the shell wants: another page, or those of the window before as they were left; neither when the window is to be closed. */
export type Told = { page?: Page; left?: string };

export interface Client {
  /**
   * Hands over the whole view now and at every change, as long as there is a page. What the shell has to tell is handed
   * over, too.
   */
  watchView(onView: (view: View) => void, onTold: (told: Told) => void): void;
  /** Lets the window be closed, and says how its pages were left, for the next one; null keeps it. */
  closeWindow(left: string | null): Promise<void>;
  /** Says whether the page holds something that is not saved: the window waits for it longer then. */
  holdsUnsaved(on: boolean): Promise<void>;
  /** Says that the page has been painted. */
  pageShown(): Promise<void>;
  keptIn(): Promise<KeptIn>;
  openLeaf(leaf: Leaf): Promise<void>;
  /** Answers with what is in the way, or null once signed in. */
  signIn(account: AccountSettings, secret: string, remember: boolean): Promise<Problem | null>;
  signOut(): Promise<void>;
  /** Connects now instead of at the end of the wait, or instead of not at all. */
  retryNow(): Promise<void>;
  /** Trusts the certificate that is in the way, on its host, and tries again. */
  trustCertificate(sha256: string): Promise<void>;
  stopTrusting(pin: PinnedCertificate): Promise<void>;
  /** Signs in at the server the one before sends us to. */
  useServer(server: string): Promise<void>;
  tryDemo(): Promise<Problem | null>;
  demoCommand(command: DemoCommand): Promise<void>;
  setSwitch(name: Switch, on: boolean): Promise<void>;
  /** Does nothing about calls for an hour. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Starts by itself when the user signs in to the computer, or no longer. Answers with why that could not be, or null. */
  setStartAtSignIn(on: boolean): Promise<string | null>;
  setTheme(theme: Theme): Promise<void>;
  /** Null leaves it to the system. */
  setLanguage(language: string | null): Promise<void>;
  setNumbers(numbers: NumbersSettings): Promise<void>;
  countries(): Promise<Country[]>;
  /** The colleagues whose lines the phone system shows on the user's busy-lamp list. */
  busyLampList(): Promise<Found>;
  findColleagues(name: string): Promise<Found>;
  /** Watches these lines, too. Those that are watched already stay where they are. */
  watchLines(lines: Colleague[]): Promise<void>;
  stopWatching(userId: string): Promise<void>;
  /** Lets the user choose a file. Null when it was taken, and also when nothing was chosen. */
  chooseSound(of: SoundOf): Promise<SoundProblem | null>;
  /** Goes back to the built-in sound; that of a line to the ringing sound. */
  useBuiltInSound(of: SoundOf): Promise<void>;
  playSound(of: SoundOf): Promise<void>;
  stopSound(): Promise<void>;
  /** Chooses what becomes of the speakers while a call goes on. */
  setMuteInCall(how: HushKind, percent: number, from: HushedFrom, device: SoundDevice | null): Promise<void>;
  /** Gives the speakers back before the call is over. */
  unmuteNow(): Promise<void>;
  /** The outputs that can be made quiet. */
  outputs(): Promise<SoundDevice[]>;
  setLineRings(userId: string, on: boolean): Promise<void>;
  setVolume(percent: number): Promise<void>;
  /** Chooses the device sounds are played on; null is the default one. */
  setSoundDevice(device: SoundDevice | null): Promise<void>;
  /** Stores a custom event, a new one if its id is empty. It is stored unless a problem is an error. */
  saveCustomEvent(draft: CustomEvent): Promise<FieldProblem[]>;
  checkCustomEvent(draft: CustomEvent): Promise<FieldProblem[]>;
  removeCustomEvent(id: string): Promise<void>;
  /** Brings back what was removed last, to its old place. */
  restoreCustomEvent(): Promise<void>;
  setCustomEventEnabled(id: string, on: boolean): Promise<void>;
  chooseProgram(): Promise<string | null>;
  chooseActionSound(): Promise<ChosenSound | null>;
  variables(): Promise<VariableInfo[]>;
  /** Says what a custom event would do at such a call, exactly. Nothing is done. */
  previewCustomEvent(draft: CustomEvent, sample: SampleCall): Promise<Preview>;
  /** Does one of the actions of a draft as at such a call, now. How a program ends that runs on is told when it does. */
  tryAction(draft: CustomEvent, index: number, sample: SampleCall, ended: (tried: Tried) => void): Promise<Tried>;
  /** The calls to try a custom event on. */
  sampleCalls(): Promise<Samples>;
  simulateCall(call: SimulatedCall): Promise<Simulation>;
  startingPoints(): Promise<StartingPoint[]>;
  /** Adds a copy right after a custom event. It is switched off. */
  duplicateCustomEvent(id: string): Promise<void>;
  /** Moves a custom event: by -1 up, by 1 down. */
  moveCustomEvent(id: string, by: number): Promise<void>;
  /** Lets the user choose where to. False if they chose nothing. */
  exportCustomEvents(ids: string[]): Promise<boolean>;
  /** Lets the user choose a file, and says what is in it. Null if they chose nothing. */
  importCustomEvents(): Promise<ImportReview | null>;
  /** Takes those of the file that was looked at, switched off. */
  acceptImport(ids: string[]): Promise<void>;
  /** What happened, newest first. */
  activity(query: ActivityQuery): Promise<ActivityPage>;
  activityEntry(id: number): Promise<ActivityEntry | null>;
  /** Does again what was done, exactly as it was done. */
  runAgain(run: number): Promise<Tried>;
  /** Sends now what waits for its next try. */
  retryOwed(id: number): Promise<void>;
  /** Gives up what is still to be sent. */
  deleteOwed(id: number): Promise<void>;
  /** Gives up all that is still to be sent, also what is not tried any more. */
  deleteAllOwed(): Promise<void>;
  clearActivity(): Promise<void>;
  setKeptDays(days: number): Promise<void>;
  /** Lets the user choose where to. False if they chose nothing. */
  exportActivity(format: ActivityFormat): Promise<boolean>;
  /** Keeps a secret in the keyring. Answers with why it could not be, or null. */
  setSecret(name: string, secret: string): Promise<string | null>;
  forgetSecret(name: string): Promise<void>;
  soundDevices(): Promise<SoundDevice[]>;
  chooseFolder(): Promise<string | null>;
}

function ask(method: string, names: string): (...values: unknown[]) => Promise<unknown> {
  const command = method.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const arguments_ = names.split(" ");
  // What is to be told later, is told by a way of its own.
  const sent = (value: unknown) => (typeof value === "function" ? new Channel(value as (told: unknown) => void) : value);
  return (...values) => invoke(command, Object.fromEntries(values.map((value, index) => [arguments_[index], sent(value)])));
}

/** The backend of the desktop program. */
export const tauriClient = {
  watchView(onView, onTold) {
    void first
      ?.then(
        ({ view, told }) => {
          told.forEach(onTold);
          onView(view);
        },
        // What was not seen so is told now.
        () => undefined,
      )
      .finally(() => invoke("watch_view", { channel: new Channel<View>(onView), going: new Channel<Told>(onTold) }));
  },
  ...Object.fromEntries(Object.entries(data<typeof given>("commands")).map(([method, names]) => [method, ask(method, names)])),
} as Client;
