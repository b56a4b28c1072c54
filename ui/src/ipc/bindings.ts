// Written from the Rust types by `cargo xtask bindings`. Do not edit.

export type View = {
  version: string;
  demo: Demo | null;
  account: Account | null;
  connection: Connection;
  device: DeviceView;
  calls: Array<CallView>;
  settings: SettingsView;
  customEvents: Array<CustomEventView>;
  notices: Array<Notice>;
};

export type Demo = { controlUrl: string; serverUrl: string; userId: string };

export type Account = {
  server: string;
  userId: string;
  name: string;
  extension: string;
  number: string;
  remembered: boolean;
};

export type Connection =
  | { state: "signedOut"; problem: Problem | null; server: string; userId: string }
  | { state: "signingIn" }
  | { state: "connected"; lastHeard: number }
  | { state: "reconnecting"; retryAt: number; problem: Problem };

export type Problem = { code: ProblemCode; detail: string };

export type ProblemCode =
  | "badAddress"
  | "insecure"
  | "hostUnknown"
  | "unreachable"
  | "certificate"
  | "refused"
  | "forbidden"
  | "notXsi"
  | "serverBusy"
  | "timedOut"
  | "noEventChannel"
  | "signedInElsewhere"
  | "userDeleted"
  | "noKeyring"
  | "noPassword"
  | "noAccount"
  | "other";

export type DeviceView = { hook: "onHook" | "offHook" | "held" | null; dnd: boolean | null };

export type CallView = {
  id: string;
  direction: "incoming" | "outgoing";
  state: "dialback" | "dialing" | "ringing" | "connected" | "held" | "terminated";
  remoteName: string;
  remoteTel: string;
  scope: "internal" | "external";
  started: number;
  answered: number | null;
};

export type SettingsView = {
  customEventsOn: boolean;
  soundsOn: boolean;
  theme: Theme;
  ringing: SoundView;
  waiting: SoundView;
};

export type SoundView = {
  on: boolean;
  file: string | null;
  problem: SoundProblem | null;
  playing: boolean;
};

export type SoundProblem = "missing" | "notWav" | "unreadable" | "tooLarge" | "unknownFormat";

export type CustomEventView = { event: CustomEvent; lastRun: LastRun | null };

export type LastRun = { at: number; failure: Failure | null };

export type Failure = { code: FailureCode; detail: string };

export type FailureCode =
  | "programMissing"
  | "programNotExecutable"
  | "programFailed"
  | "timedOut"
  | "soundMissing"
  | "soundBroken"
  | "noSoundDevice"
  | "notificationRefused"
  | "badAddress"
  | "badArgument"
  | "noBrowser"
  | "serviceUnreachable"
  | "serviceAnswered"
  | "other";

export type CustomEvent = {
  id: string;
  name: string;
  enabled: boolean;
  trigger: Trigger;
  conditions: Array<Condition>;
  actions: Array<Action>;
};

export type Condition =
  | { kind: "state"; wanted: string }
  | { kind: "direction"; wanted: DirectionFilter }
  | { kind: "scope"; wanted: ScopeFilter }
  | { kind: "remoteTel"; wanted: string }
  | { kind: "localTel"; wanted: string };

export type DirectionFilter = "both" | "inbound" | "outbound";

export type ScopeFilter = "both" | "internal" | "external";

export type Trigger =
  | {
      category: "call";
      state: CallTrigger;
      direction: DirectionFilter;
      scope: ScopeFilter;
      remoteTel: string;
      localTel: string;
    }
  | { category: "device"; state: DeviceTrigger };

export type CallTrigger = "all" | "ringing" | "connected" | "completed" | "missed" | "dialing" | "held" | "resumed";

export type DeviceTrigger = "all" | "offHook" | "onHook" | "dndOn" | "dndOff";

export type Action =
  | { kind: "runProgram"; program: string; parameters: string }
  | { kind: "playSound"; file: string }
  | { kind: "showMessage"; title: string; text: string }
  | { kind: "openWebPage"; url: string }
  | { kind: "runWebService"; url: string };

export type FieldProblem = {
  field: string;
  code: FieldProblemCode;
  detail: string;
  suggestion: string | null;
  severity: Severity;
};

export type Severity = "error" | "warning";

export type FieldProblemCode =
  | "empty"
  | "unknownVariable"
  | "variableEmptyHere"
  | "badTemplate"
  | "badAddress"
  | "schemeNotAllowed"
  | "valueInAddress"
  | "programMissing"
  | "programNotExecutable"
  | "programNotAbsolute"
  | "soundMissing"
  | "notWav"
  | "badNumber"
  | "badParameters"
  | "misprint";

export type VariableInfo = {
  name: string;
  category: VariableCategory;
  listName: string;
  example: string;
};

export type VariableCategory = "call" | "device" | "event";

export type Notice = { code: NoticeCode; detail: string };

export type NoticeCode = "settingsSetAside" | "journalSetAside" | "settingsNotSaved" | "passwordNotKept";

export type Switch = "customEvents" | "sounds" | "ringing" | "waiting";

export type Which = "ringing" | "waiting";

export type Theme = "system" | "light" | "dark";
