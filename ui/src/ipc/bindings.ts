// Written from the Rust types by `cargo xtask bindings`. Do not edit.

export type View = { 
/**
 * The version of the program.
 */
version: string, 
/**
 * The built-in phone system, while it is what we are signed in to.
 */
demo: Demo | null, 
/**
 * Who is signed in; without, there is only the sign-in page.
 */
account: Account | null, 
/**
 * How it stands with the phone system.
 */
connection: Connection, 
/**
 * The phone of the own line.
 */
device: DeviceView, 
/**
 * The calls of the own line that are not over.
 */
calls: Array<CallView>, 
/**
 * The lines of colleagues that are watched, in their order. They may be hundreds, so views share them.
 */
watched: Array<WatchedView>, 
/**
 * What the switches show.
 */
settings: SettingsView, 
/**
 * The custom events, in their order.
 */
customEvents: Array<CustomEventView>, 
/**
 * What is to be said once.
 */
notices: Array<Notice>, };

export type Demo = { 
/**
 * Its control port.
 */
controlUrl: string, 
/**
 * The server that is signed in to.
 */
serverUrl: string, 
/**
 * The user that is signed in.
 */
userId: string, };

export type Account = { 
/**
 * Where and as whom.
 */
signIn: AccountSettings, 
/**
 * The user's name; empty until the server has said it.
 */
name: string, 
/**
 * The extension, or empty.
 */
extension: string, 
/**
 * The direct number, or empty.
 */
number: string, 
/**
 * Whether the next start signs in by itself.
 */
remembered: boolean, };

export type Connection = { "state": "signedOut", 
/**
 * Why, if it was not the user's wish.
 */
problem: Problem | null, 
/**
 * What to fill in on the sign-in page: the account that no longer works.
 */
account: AccountSettings | null, } | { "state": "signingIn" } | { "state": "connected", 
/**
 * When the server was last heard, in milliseconds since 1970.
 */
lastHeard: number, } | { "state": "notPermitted", 
/**
 * What is missing.
 */
problem: Problem, } | { "state": "reconnecting", 
/**
 * When the next attempt is made, in milliseconds since 1970.
 */
retryAt: number, 
/**
 * What is wrong.
 */
problem: Problem, };

export type Problem = { 
/**
 * The kind; its words are in the text files.
 */
code: ProblemCode, 
/**
 * What the words need: a host, a proxy, a status, a right.
 */
detail: string, 
/**
 * What they need besides: where a server sends us, or the reason of a proxy or a library.
 */
more: string, 
/**
 * How many seconds the server wants to be left alone.
 */
retryAfter: number | null, 
/**
 * What a server showed that is not trusted.
 */
certificate: ShownCertificate | null, };

export type ProblemCode = "badAddress" | "insecure" | "hostUnknown" | "unreachable" | "certificate" | "encryption" | "proxy" | "moved" | "refused" | "forbidden" | "notXsi" | "serverBusy" | "timedOut" | "noEventChannel" | "signedInElsewhere" | "userDeleted" | "noKeyring" | "noPassword" | "noAccount" | "other";

export type ShownCertificate = { 
/**
 * What is wrong with it.
 */
distrust: Distrust, 
/**
 * Whom it is for.
 */
subject: string, 
/**
 * Who says so.
 */
issuer: string, 
/**
 * Its fingerprint.
 */
sha256: string, };

export type Distrust = "outOfDate" | "otherName" | "unknownIssuer" | "revoked" | "other";

export type DeviceView = { 
/**
 * Its hook, once heard.
 */
hook: "onHook" | "offHook" | "held" | null, 
/**
 * Its do-not-disturb, once heard.
 */
dnd: boolean | null, };

export type CallView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Which way it goes.
 */
direction: "incoming" | "outgoing", 
/**
 * How far it is.
 */
state: "dialback" | "dialing" | "ringing" | "connected" | "held" | "terminated", 
/**
 * The other party's name, or empty.
 */
remoteName: string, 
/**
 * The other party's number as people read it, or empty.
 */
remoteTel: string, 
/**
 * Inside the company or not.
 */
scope: "internal" | "external", 
/**
 * When it began, in milliseconds since 1970, by our clock.
 */
started: number, 
/**
 * When it was answered, in milliseconds since 1970, by our clock.
 */
answered: number | null, };

export type WatchedView = { 
/**
 * Whose it is.
 */
line: Colleague, 
/**
 * Whether the phone system lets us hear it.
 */
permission: Permission, 
/**
 * Its phone.
 */
device: DeviceView, 
/**
 * Its calls that are not over.
 */
calls: Array<CallView>, };

export type Colleague = { 
/**
 * The user id.
 */
userId: string, 
/**
 * The name.
 */
name: string, 
/**
 * The extension, or empty.
 */
extension: string, 
/**
 * The direct number, or empty.
 */
number: string, };

export type Permission = { "state": "asked" } | { "state": "granted" } | { "state": "denied", 
/**
 * The phone system's own sentence, or empty.
 */
detail: string, };

export type Found = { 
/**
 * Who they are.
 */
colleagues: Array<Colleague>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * Why they could not be asked for.
 */
problem: Problem | null, };

export type SettingsView = { 
/**
 * Whether custom events run.
 */
customEventsOn: boolean, 
/**
 * Whether calls make a sound.
 */
soundsOn: boolean, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Where the user dials from.
 */
numbers: NumbersView, 
/**
 * The sound of a ringing call.
 */
ringing: SoundView, 
/**
 * The sound of a waiting call.
 */
waiting: SoundView, };

export type NumbersView = { 
/**
 * What the user says.
 */
chosen: NumbersSettings, 
/**
 * The country the phone system says, by its ISO 3166 code; or empty.
 */
country: string, 
/**
 * What is dialled before a national number where the user does not say otherwise.
 */
nationalPrefix: string, };

export type NumbersSettings = { 
/**
 * The home country, by its ISO 3166 code.
 */
country: string | null, 
/**
 * What is dialled before a national number.
 */
nationalPrefix: string | null, 
/**
 * What is dialled to reach the world outside the company, or nothing.
 */
outsideLine: string, };

export type Country = { 
/**
 * Its ISO 3166 code.
 */
id: string, 
/**
 * Its calling code.
 */
code: string, 
/**
 * What is dialled before a national number, or nothing.
 */
nationalPrefix: string, };

export type SoundView = { 
/**
 * Whether it is heard.
 */
on: boolean, 
/**
 * The file, or the built-in sound.
 */
file: string | null, 
/**
 * What is wrong with the file.
 */
problem: SoundProblem | null, 
/**
 * Whether it is being tried now.
 */
playing: boolean, };

export type Switch = "customEvents" | "sounds" | "ringing" | "waiting";

export type CustomEventView = { 
/**
 * The custom event.
 */
event: CustomEvent, 
/**
 * Its last run.
 */
lastRun: LastRun | null, };

export type LastRun = { 
/**
 * When, in milliseconds since 1970.
 */
at: number, 
/**
 * How; the first failure, if any of its actions failed.
 */
failure: Failure | null, };

export type Notice = { 
/**
 * What; its words are in the text files.
 */
code: NoticeCode, 
/**
 * What the words need.
 */
detail: string, };

export type NoticeCode = "settingsSetAside" | "settingsTooNew" | "journalSetAside" | "journalNotKept" | "settingsNotSaved" | "noSoundDevice" | "soundNotPlayed" | "passwordNotKept" | "passwordNotForgotten";

export type Failure = { 
/**
 * The kind of failure; its words are in the text files.
 */
code: FailureCode, 
/**
 * What the words need: a path, a status, the system's own reason.
 */
detail: string, };

export type FailureCode = "programMissing" | "programNotExecutable" | "programFailed" | "timedOut" | "soundMissing" | "soundBroken" | "noSoundDevice" | "notificationRefused" | "badAddress" | "badArgument" | "noBrowser" | "serviceUnreachable" | "serviceAnswered" | "heldBack" | "other";

export type SoundProblem = "missing" | "notWav" | "unreadable" | "tooLarge" | "unknownFormat";

export type Which = "ringing" | "waiting";

export type Theme = "system" | "light" | "dark";

export type AccountSettings = { 
/**
 * The server: a web address, a host, a domain whose servers DNS knows, or several of them with commas between.
 */
server: string, 
/**
 * The user id.
 */
userId: string, 
/**
 * What proves that it is the user.
 */
credential: CredentialKind, 
/**
 * Whether connections to this server may do without encryption.
 */
plainHttp: boolean, 
/**
 * The web applications of the server, where they are not the usual ones.
 */
webApps: WebApps, 
/**
 * The certificates the user trusts in person.
 */
pins: Array<PinnedCertificate>, };

export type CredentialKind = "password" | "token";

export type WebApps = { 
/**
 * Where questions about a user go.
 */
actions: string, 
/**
 * Where subscriptions, heartbeats and acknowledgements go.
 */
events: string, 
/**
 * Where channels are opened.
 */
channels: string, };

export type PinnedCertificate = { 
/**
 * The host, with its port where that is not the usual one.
 */
host: string, 
/**
 * The fingerprint of the certificate, in hexadecimal digits.
 */
sha256: string, };

export type CustomEvent = { 
/**
 * Its id, a UUID. Empty in a draft of a new one.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it is on.
 */
enabled: boolean, 
/**
 * What has to happen.
 */
trigger: Trigger, 
/**
 * What has to be true besides.
 */
conditions: Array<Condition>, 
/**
 * What to do, in this order.
 */
actions: Array<Action>, };

export type Trigger = { "category": "call", 
/**
 * The state it reaches.
 */
state: CallTrigger, 
/**
 * On which line. The own one is meant where nothing is said, unless Local tel says which lines are.
 */
line: LineFilter, 
/**
 * Which way it goes.
 */
direction: DirectionFilter, 
/**
 * Whether it stays inside the company.
 */
scope: ScopeFilter, 
/**
 * The other party's number.
 */
remoteTel: NumberPattern, 
/**
 * The number or extension of the line.
 */
localTel: NumberPattern, } | { "category": "device", 
/**
 * What happened to it.
 */
state: DeviceTrigger, 
/**
 * On which line.
 */
line: LineFilter, };

export type CallTrigger = "all" | "ringing" | "connected" | "completed" | "missed" | "dialing" | "held" | "resumed";

export type DeviceTrigger = "all" | "offHook" | "onHook" | "dndOn" | "dndOff";

export type DirectionFilter = "both" | "inbound" | "outbound";

export type ScopeFilter = "both" | "internal" | "external";

export type LineFilter = "own" | "any" | { "line": string };

export type NumberPattern = string;

export type Template = string;

export type State = { "category": "call", "state": CallTrigger } | { "category": "device", "state": DeviceTrigger };

export type StateCondition = { 
/**
 * The state.
 */
wanted: State, };

export type LineCondition = { 
/**
 * Which one.
 */
wanted: LineFilter, };

export type DirectionCondition = { 
/**
 * Which way.
 */
wanted: DirectionFilter, };

export type ScopeCondition = { 
/**
 * Which one.
 */
wanted: ScopeFilter, };

export type RemoteTelCondition = { 
/**
 * Which ones.
 */
wanted: NumberPattern, };

export type LocalTelCondition = { 
/**
 * Which ones.
 */
wanted: NumberPattern, };

export type Condition = { "kind": "state" } & StateCondition | { "kind": "line" } & LineCondition | { "kind": "direction" } & DirectionCondition | { "kind": "scope" } & ScopeCondition | { "kind": "remoteTel" } & RemoteTelCondition | { "kind": "localTel" } & LocalTelCondition;

export type Action = { "kind": "runProgram" } & RunProgram | { "kind": "playSound" } & PlaySound | { "kind": "showMessage" } & ShowMessage | { "kind": "openWebPage" } & OpenWebPage | { "kind": "runWebService" } & RunWebService;

export type RunProgram = { 
/**
 * Its absolute path. A program named without its folder is not looked for: another could be found in its place.
 */
program: string, 
/**
 * Its arguments, as on a command line; see [`crate::action`].
 */
parameters: Template, 
/**
 * How long it may run, in seconds. Without, it belongs to the user from the moment it starts.
 */
timeLimit?: number, };

export type PlaySound = { 
/**
 * The path of a WAV file.
 */
file: string, };

export type ShowMessage = { 
/**
 * Its title.
 */
title: Template, 
/**
 * Its text.
 */
text: Template, };

export type OpenWebPage = { 
/**
 * Its address.
 */
url: Template, };

export type RunWebService = { 
/**
 * Its address.
 */
url: Template, };

export type FieldProblem = { 
/**
 * Which field, e.g. `name`, `trigger.remoteTel`, `actions.0.url`.
 */
field: string, 
/**
 * What is wrong.
 */
code: FieldProblemCode, 
/**
 * What it is about, e.g. the name of a variable.
 */
detail: string, 
/**
 * What was probably meant.
 */
suggestion: string | null, 
/**
 * Whether it can be saved all the same.
 */
severity: Severity, };

export type FieldProblemCode = "empty" | "unknownVariable" | "variableEmptyHere" | "badTemplate" | "badAddress" | "schemeNotAllowed" | "valueInAddress" | "programMissing" | "programNotExecutable" | "programNotAbsolute" | "soundMissing" | "notWav" | "badNumber" | "badParameters" | "misprint";

export type Severity = "error" | "warning";

export type VariableInfo = { 
/**
 * Its name, e.g. `Call.RemoteTel`.
 */
name: string, 
/**
 * What it belongs to.
 */
category: VariableCategory, 
/**
 * The key of its name in lists.
 */
listName: string, 
/**
 * What its value looks like.
 */
example: string, };

export type VariableCategory = "call" | "device" | "event";
