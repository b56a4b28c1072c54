// What the backend says and is told, type by type. Types only: the words for every code are in text/en.ftl.

export type View = {
  version: string;
  demo: Demo | null;
  account: Account | null;
  connection: Connection;
  device: DeviceView;
  calls: Array<CallView>;
  settings: Settings;
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
  | { state: "signedOut" }
  | { state: "signingIn" }
  | { state: "connected"; lastHeard: number }
  | { state: "reconnecting"; retryAt: number; problem: Problem };

export type Problem = { code: ProblemCode; detail: string };

export type ProblemCode =
  | "hostUnknown"
  | "unreachable"
  | "certificate"
  | "refused"
  | "forbidden"
  | "notXsi"
  | "serverBusy"
  | "timedOut"
  | "insecure"
  | "badAddress"
  | "noKeyring"
  | "noEventChannel"
  | "other";

export type DeviceView = { hook: Hook | null; dnd: boolean | null };

export type Hook = "onHook" | "offHook" | "held";

export type CallView = {
  id: string;
  line: string;
  direction: "incoming" | "outgoing";
  state: CallState;
  remoteName: string;
  remoteTel: string;
  scope: "internal" | "external";
  started: number;
  answered: number | null;
};

export type CallState = "dialback" | "dialing" | "ringing" | "connected" | "held" | "terminated";

export type Settings = {
  customEventsOn: boolean;
  soundsOn: boolean;
  muteInCall: boolean;
  theme: Theme;
  ringing: SoundSetting;
  waiting: SoundSetting;
};

export type Theme = "system" | "light" | "dark";

export type SoundSetting = {
  on: boolean;
  file: string | null;
  problem: SoundProblem | null;
  playing: boolean;
};

export type SoundProblem = "missing" | "notWav" | "unreadable" | "tooLarge" | "silentFormat";

export type CustomEventView = { event: CustomEvent; lastRun: LastRun | null };

export type LastRun = { at: number; outcome: Outcome };

export type Outcome = { kind: "ok"; detail: string } | { kind: "failed"; failure: Failure };

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

export type Condition = never;

export type Trigger =
  | {
      category: "call";
      state: CallTrigger;
      direction: "both" | "inbound" | "outbound";
      scope: "both" | "internal" | "external";
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
  severity: "error" | "warning";
};

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
  category: "call" | "device" | "event";
  listName: string;
  example: string;
};

export type ChosenSound = { file: string; problem: SoundProblem | null };

export type Notice = { code: NoticeCode; detail: string };

export type NoticeCode = "settingsSetAside" | "settingsNotSaved" | "noKeyring" | "noTray" | "other";

export type SwitchName = "customEvents" | "sounds" | "muteInCall" | "ringing" | "waiting";

export type WhichSound = "ringing" | "waiting";

export type DemoCommand =
  | "ring"
  | "ringSecond"
  | "ringInternal"
  | "answer"
  | "hold"
  | "retrieve"
  | "hangUp"
  | "dnd"
  | "hook";
