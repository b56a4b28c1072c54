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
 * What was done to the speakers, or to media players, and lasts until the calls end.
 */
quiet: HushKind | null, 
/**
 * Until when nothing is done about calls, in milliseconds since 1970; without, it is.
 */
pausedUntil: number | null, 
/**
 * What the switches show.
 */
settings: SettingsView, 
/**
 * The custom events, in their order.
 */
customEvents: Array<CustomEventView>, 
/**
 * How much web services are still owed.
 */
outbox: OutboxView, 
/**
 * Grows whenever something was written down, so that whoever shows it asks again.
 */
activity: number, 
/**
 * Whether something rings here, so that it can be silenced.
 */
rings: boolean, 
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
answered: number | null, 
/**
 * The ids of the custom events that have acted on it, in the order in which they did, each once.
 */
ran: Array<string>, };

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
 * The language the user chose, such as `de`; the system's if none.
 */
language: string | null, 
/**
 * Where the user dials from.
 */
numbers: NumbersView, 
/**
 * Whether the program starts when the user signs in to the computer; unknown where the system can't say.
 */
startAtSignIn: boolean | null, 
/**
 * Whether it starts without opening its window.
 */
startMinimized: boolean, 
/**
 * Whether it ends when its window is closed.
 */
quitOnClose: boolean, 
/**
 * Whether a notification says that calls are not heard.
 */
notifications: boolean, 
/**
 * The sound of a ringing call.
 */
ringing: SoundView, 
/**
 * The sound of a waiting call.
 */
waiting: SoundView, 
/**
 * What becomes of the speakers while a call goes on.
 */
muteInCall: MuteInCallView, 
/**
 * How sounds are played, and which lines ring here.
 */
sounds: SoundsView, 
/**
 * How many days what happened is kept.
 */
keptDays: number, 
/**
 * The names of the secrets for web services that are in the keyring.
 */
secrets: Array<string>, 
/**
 * Whether the first steps have been shown.
 */
welcomed: boolean, };

export type SoundsView = { 
/**
 * Whether a sound is repeated until the call is answered.
 */
repeat: boolean, 
/**
 * How loud, in percent.
 */
volume: number, 
/**
 * The chosen output device; without, it is the default one.
 */
device: SoundDevice | null, 
/**
 * Whether the chosen device was not there when it was needed or looked for last.
 */
deviceGone: boolean, 
/**
 * Whether the own line rings here.
 */
ownLine: boolean, 
/**
 * How the lines of colleagues ring, those of whom it was ever said.
 */
lines: Array<LineSoundView>, };

export type LineSoundView = { 
/**
 * The user id of the colleague, in lower case.
 */
userId: string, 
/**
 * Its sound. Without a file of its own it is the ringing sound.
 */
sound: SoundView, };

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

export type MuteInCallView = { 
/**
 * Whether anything does.
 */
on: boolean, 
/**
 * What is done.
 */
how: HushKind, 
/**
 * How loud they may be where they are lowered, in percent.
 */
percent: number, 
/**
 * When it begins.
 */
from: HushedFrom, 
/**
 * The output, or the default one.
 */
device: SoundDevice | null, 
/**
 * Whether this computer lets us pause media players.
 */
canPause: boolean, 
/**
 * Whether our own waiting sound stays audible.
 */
sparesOurs: boolean, };

export type HushKind = "mute" | "lower" | "pause";

export type HushedFrom = "answered" | "ringing";

export type Switch = "customEvents" | "sounds" | "ringing" | "waiting" | "muteInCall" | "repeat" | "ownLine" | "startMinimized" | "quitOnClose" | "notifications" | "welcomed";

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
failure: Failure | null, 
/**
 * Whether what failed is tried again by itself.
 */
triedAgain: boolean, };

export type OutboxView = { 
/**
 * How many calls of web services wait for their next try.
 */
waiting: number, 
/**
 * How many are not tried any more until the user says so.
 */
parked: number, 
/**
 * How full the outbox is, in percent.
 */
full: number, };

export type ActivityQuery = { 
/**
 * Part of a name, a number or a custom event's name; empty for everything.
 */
text: string, 
/**
 * Of which kind; without, of every one.
 */
kind: ActivityKind | null, 
/**
 * Whether only what went wrong is looked for.
 */
failed: boolean, 
/**
 * The id that what is looked for is older than.
 */
before: number | null, };

export type ActivityKind = "call" | "device" | "connection";

export type ActivityPage = { 
/**
 * The lines.
 */
lines: Array<ActivityLine>, 
/**
 * Whether there are older ones.
 */
more: boolean, };

export type ActivityLine = { 
/**
 * Its id.
 */
id: number, 
/**
 * When, in milliseconds since 1970.
 */
at: number, 
/**
 * What it is about.
 */
kind: ActivityKind, 
/**
 * What happened, e.g. `Ringing`, `DND on`, `Connection lost`.
 */
state: string, 
/**
 * The name of whose line it happened on, unless it is the own one.
 */
line: string, 
/**
 * The other party's name, or empty.
 */
name: string, 
/**
 * The other party's number as people read it, or empty.
 */
number: string, 
/**
 * `incoming`, `outgoing`, or empty.
 */
direction: string, 
/**
 * What became of the call, e.g. `no answer`, or empty.
 */
outcome: string, 
/**
 * Whether it happened earlier, while it could not be heard.
 */
late: boolean, 
/**
 * The code of what was in the way, for the connection; or empty.
 */
reason: string, 
/**
 * What the words for the reason need.
 */
detail: string, 
/**
 * The custom events it triggered, by name, each once.
 */
triggered: Array<string>, 
/**
 * How many actions were done.
 */
done: number, 
/**
 * How many failed, or are not tried any more.
 */
failed: number, 
/**
 * How many wait for their next try.
 */
waiting: number, 
/**
 * How many were held back.
 */
heldBack: number, };

export type ActivityEntry = { 
/**
 * The line.
 */
line: ActivityLine, 
/**
 * What each custom event made of it. None if nobody was asked.
 */
traces: Array<Traced>, 
/**
 * What was run, in order.
 */
runs: Array<RunView>, 
/**
 * What is still to be sent, or is not tried any more.
 */
owed: Array<OwedView>, };

export type RunView = { 
/**
 * Its id.
 */
id: number, 
/**
 * Which action of its custom event it is of, counted from 0.
 */
place: number, 
/**
 * The id of its custom event.
 */
eventId: string, 
/**
 * The name of its custom event at the time.
 */
name: string, 
/**
 * The kind of action.
 */
kind: string, 
/**
 * What exactly was done; none if it was not rendered, or is of an earlier version.
 */
done: Rendered | null, 
/**
 * What went wrong.
 */
failure: Failure | null, 
/**
 * What there is to say of a success, e.g. `HTTP 204` or `exit code 0`.
 */
success: string, 
/**
 * Whether it is under way, or was left to itself and had not ended.
 */
goesOn: boolean, 
/**
 * What was taken for variables, and there are none of: it was sent as it stands.
 */
unknown: Array<string>, 
/**
 * Whether the user had it done again.
 */
again: boolean, 
/**
 * When it began, in milliseconds since 1970.
 */
at: number, 
/**
 * How long it took, in milliseconds.
 */
took: number, };

export type OwedView = { 
/**
 * Its id.
 */
id: number, 
/**
 * Which action of its custom event it is of, counted from 0.
 */
place: number, 
/**
 * The id of its custom event.
 */
eventId: string, 
/**
 * The name of its custom event at the time.
 */
name: string, 
/**
 * What is to be sent.
 */
request: Rendered | null, 
/**
 * How often it was tried.
 */
attempts: number, 
/**
 * When it is tried next, in milliseconds since 1970; none if it is not tried any more.
 */
nextAt: number | null, 
/**
 * What went wrong last.
 */
problem: Failure | null, };

export type SampleCall = { 
/**
 * The other party's name.
 */
name: string, 
/**
 * The other party's number.
 */
tel: string, 
/**
 * Whether the other party hides it.
 */
withheld: boolean, 
/**
 * Whether it is a colleague.
 */
internal: boolean, 
/**
 * How long they talk, in seconds.
 */
seconds: number, 
/**
 * Which way it goes.
 */
direction: "incoming" | "outgoing", };

export type Samples = { 
/**
 * One that is made up.
 */
example: SampleCall, 
/**
 * The last real one.
 */
last: SampleCall | null, };

export type Preview = { 
/**
 * Each of its actions, in order.
 */
actions: Array<ActionPreview>, 
/**
 * Whether its conditions are met by the call.
 */
trace: Traced, 
/**
 * What each variable is for it, by name.
 */
values: { [key in string]: string }, };

export type ActionPreview = { 
/**
 * What would be done, exactly.
 */
rendered: Rendered | null, 
/**
 * Why nothing would be done.
 */
failure: Failure | null, 
/**
 * Of a program, each argument in pieces, so that what came from the call can be marked.
 */
arguments: Array<Array<ArgumentPiece>>, };

export type ArgumentPiece = { 
/**
 * Its text.
 */
text: string, 
/**
 * Whether it came from the call.
 */
fromCall: boolean, };

export type Tried = { 
/**
 * What went wrong.
 */
failure: Failure | null, 
/**
 * What there is to say of a success, e.g. `HTTP 204`.
 */
success: string, 
/**
 * Whether it is a program that was left to itself and had not ended.
 */
goesOn: boolean, 
/**
 * How long it took, in milliseconds.
 */
took: number, };

export type SimulatedCall = { 
/**
 * Who calls, or is called.
 */
sample: SampleCall, 
/**
 * The user id of the line it is on; empty for the own one.
 */
line: string, 
/**
 * Whether it is answered.
 */
answered: boolean, 
/**
 * Whether it is put on hold and taken back.
 */
held: boolean, 
/**
 * Whether what custom events do is done for real.
 */
forReal: boolean, };

export type Simulation = { 
/**
 * Its states, in order.
 */
steps: Array<SimulatedStep>, };

export type SimulatedStep = { 
/**
 * The state, e.g. `Ringing`.
 */
state: string, 
/**
 * What each custom event made of it.
 */
traces: Array<Traced>, 
/**
 * What those that were triggered do.
 */
runs: Array<SimulatedRun>, };

export type SimulatedRun = { 
/**
 * Its id.
 */
eventId: string, 
/**
 * Its name.
 */
name: string, 
/**
 * How long it would have to be still so first, in seconds.
 */
wait: number | null, 
/**
 * What its actions do.
 */
actions: Array<ActionPreview>, 
/**
 * What came of each, where it was done for real.
 */
tried: Array<Tried | null>, };

export type StartingPoint = { 
/**
 * Which, for its words.
 */
key: string, 
/**
 * The drafts, without ids and names. Most are one; a light that goes on and off is two.
 */
drafts: Array<CustomEvent>, };

export type ImportReview = { 
/**
 * The name of the file.
 */
file: string, 
/**
 * Its custom events.
 */
items: Array<ImportItem>, 
/**
 * Why it can't be taken.
 */
problem: ImportProblem | null, };

export type ImportProblem = "unreadable" | "notOurs" | "tooNew" | "tooLarge";

export type ImportItem = { 
/**
 * The custom event. It arrives switched off.
 */
event: CustomEvent, 
/**
 * Whether there is one of the same id, which it would replace.
 */
replaces: boolean, 
/**
 * Whether the one that is there is just the same.
 */
same: boolean, 
/**
 * The programs it runs: each with its parameters, as written.
 */
programs: Array<ImportedProgram>, 
/**
 * The servers it asks, the pages it opens: scheme and host.
 */
hosts: Array<string>, 
/**
 * The headers it sends, as written: name and value.
 */
headers: Array<string>, 
/**
 * The sound files it plays.
 */
sounds: Array<string>, 
/**
 * The names of the secrets it sends.
 */
secrets: Array<string>, 
/**
 * Whether something in it shows otherwise than it is: control characters, or such that turn the direction of writing.
 */
disguised: boolean, };

export type ImportedProgram = { 
/**
 * Its path.
 */
program: string, 
/**
 * Its parameters as written.
 */
parameters: string, };

export type Notice = { 
/**
 * What; its words are in the text files.
 */
code: NoticeCode, 
/**
 * What the words need.
 */
detail: string, };

export type NoticeCode = "settingsSetAside" | "customEventsNotRead" | "settingsTooNew" | "journalSetAside" | "journalNotOpened" | "journalNotKept" | "settingsNotSaved" | "noSoundDevice" | "soundNotPlayed" | "speakersNotMuted" | "muteOutputGone" | "passwordNotKept" | "passwordNotForgotten" | "outboxNotKept" | "outboxFull";

export type Failure = { 
/**
 * The kind of failure; its words are in the text files.
 */
code: FailureCode, 
/**
 * What the words need: a path, a status, the system's own reason.
 */
detail: string, };

export type FailureCode = "programMissing" | "programNotExecutable" | "programFailed" | "timedOut" | "soundMissing" | "soundBroken" | "noSoundDevice" | "notificationRefused" | "badAddress" | "badArgument" | "noBrowser" | "serviceUnreachable" | "serviceAnswered" | "heldBack" | "noLongerSo" | "programNotForThisComputer" | "folderMissing" | "tooLong" | "gaveUp" | "givenUpByUser" | "interrupted" | "secretMissing" | "keyringClosed" | "outboxFull" | "other";

export type SoundProblem = "missing" | "notWav" | "unreadable" | "tooLarge" | "unknownFormat" | "damaged" | "empty";

export type SoundDevice = { 
/**
 * Its id, the same tomorrow.
 */
id: string, 
/**
 * What people call it.
 */
name: string, };

export type SoundOf = "ringing" | "waiting" | { "line": string };

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
actions: Array<Action>, 
/**
 * How often it may act on the machine.
 */
limit?: Limit, 
/**
 * Whether it came from a file and nobody has looked at it yet. Such a one can't be switched on.
 */
imported?: boolean, };

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
line: LineFilter, } | { "category": "connection", 
/**
 * What happened to it.
 */
state: ConnectionTrigger, };

export type CallTrigger = "all" | "ringing" | "connected" | "completed" | "missed" | "dialing" | "held" | "resumed" | "transferred" | "forwarded";

export type DeviceTrigger = "all" | "offHook" | "onHook" | "dndOn" | "dndOff";

export type ConnectionTrigger = "all" | "signedIn" | "signedOut" | "lost" | "restored";

export type DirectionFilter = "both" | "inbound" | "outbound";

export type ScopeFilter = "both" | "internal" | "external";

export type LineFilter = "own" | "any" | { "line": string };

export type NumberPattern = string;

export type Template = string;

export type State = { "category": "call", "state": CallTrigger } | { "category": "device", "state": DeviceTrigger } | { "category": "connection", "state": ConnectionTrigger };

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

export type HoursCondition = { 
/**
 * On which days of the week; none stands for all.
 */
days: Array<Weekday>, 
/**
 * From when, as `HH:MM`; empty stands for midnight.
 */
from: string, 
/**
 * Until when, as `HH:MM`, the minute itself not included; empty stands for midnight.
 */
to: string, };

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export type OwnStateCondition = { 
/**
 * Which one.
 */
wanted: OwnState, };

export type OwnState = "idle" | "inACall" | "dndOn" | "dndOff";

export type StillSoCondition = { 
/**
 * After how long, in seconds.
 */
seconds: number, };

export type Limit = { 
/**
 * How often, from 1 to 100.
 */
times: number, 
/**
 * Within how many seconds, from 1 to 3600.
 */
seconds: number, };

export type ConditionKind = "state" | "line" | "direction" | "scope" | "remoteTel" | "localTel" | "hours" | "ownState" | "stillSo" | "oncePerCall" | "answeredHere" | "switchedOn" | "allOn";

export type Verdict = { 
/**
 * Which kind of condition.
 */
condition: ConditionKind, 
/**
 * Whether it was met.
 */
met: boolean, 
/**
 * What was wanted, e.g. `external`.
 */
wanted: string, 
/**
 * What was there, e.g. `internal`; empty if there was nothing.
 */
was: string, };

export type Traced = { 
/**
 * Which custom event.
 */
eventId: string, 
/**
 * Its name at the time.
 */
name: string, 
/**
 * Each of its conditions, met or not.
 */
verdicts: Array<Verdict>, 
/**
 * Whether the change triggers it.
 */
matched: boolean, };

export type Condition = { "kind": "state" } & StateCondition | { "kind": "line" } & LineCondition | { "kind": "direction" } & DirectionCondition | { "kind": "scope" } & ScopeCondition | { "kind": "remoteTel" } & RemoteTelCondition | { "kind": "localTel" } & LocalTelCondition | { "kind": "hours" } & HoursCondition | { "kind": "ownState" } & OwnStateCondition | { "kind": "stillSo" } & StillSoCondition | { "kind": "oncePerCall" } | { "kind": "answeredHere" };

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
 * The folder it starts in, an absolute path. Without, its own.
 */
folder?: string, 
/**
 * Whether its window is hidden, where the system can.
 */
hidden?: boolean, 
/**
 * How long it may run, in seconds. Without, it belongs to the user from the moment it starts.
 */
timeLimit?: number, 
/**
 * Whether a value may stand at the beginning of an argument though it looks like an option: the user has said that
 * the program does not mind.
 */
takesOptions?: boolean, 
/**
 * Whether the program is told the values in its environment too, as `BELLHOP_CALL_REMOTE_TEL` and so on: a script can
 * use them without reading them as commands.
 */
environment?: boolean, };

export type PlaySound = { 
/**
 * The path of a WAV file.
 */
file: string, 
/**
 * Whether it is played again and again until the call moves on; a minute at most.
 */
repeat?: boolean, 
/**
 * How loud, in percent of the file. Without, as it is.
 */
volume?: number, 
/**
 * The output device, by the id the system gave it. Without, the one the system has for everything.
 */
device?: string, };

export type ShowMessage = { 
/**
 * Its title.
 */
title: Template, 
/**
 * Its text.
 */
text: Template, 
/**
 * Whether it stays until somebody puts it away.
 */
stay?: boolean, 
/**
 * Whether it is taken away when the call it is about ends.
 */
withdraw?: boolean, 
/**
 * The address a click on it opens, as in [`crate::OpenWebPage`]. Without, a click puts it away.
 */
page?: Template, };

export type OpenWebPage = { 
/**
 * Its address.
 */
url: Template, 
/**
 * A further scheme the user allows here, after a warning: such an address starts a program. Some never are.
 */
allowedScheme?: string, };

export type RunWebService = { 
/**
 * Its address.
 */
url: Template, 
/**
 * The HTTP method.
 */
method?: HttpMethod, 
/**
 * What is sent besides the address; nothing with GET.
 */
body?: HttpBody, 
/**
 * Further headers, in their order.
 */
headers?: Array<Header>, 
/**
 * How long one attempt may take, in seconds; without, half a minute.
 */
timeLimit?: number, 
/**
 * Whether it is tried once only. Otherwise it is tried again for a day while the service is away.
 */
once?: boolean, };

export type HttpMethod = "GET" | "POST" | "PUT";

export type HttpBody = { "kind": "event" } | { "kind": "json", 
/**
 * The document as typed.
 */
text: string, } | { "kind": "form", 
/**
 * The fields, in their order.
 */
fields: Array<FormField>, } | { "kind": "nothing" };

export type FormField = { 
/**
 * Its name, literal.
 */
name: string, 
/**
 * Its value.
 */
value: Template, };

export type Header = { 
/**
 * Its name, literal.
 */
name: string, 
/**
 * Its value, or what stands before the secret, e.g. `Bearer `.
 */
value: Template, 
/**
 * The name of a secret in the keyring that ends the value; empty for none.
 */
secret?: string, };

export type Rendered = { "kind": "runProgram" } & Command | { "kind": "playSound" } & Sound | { "kind": "showMessage" } & Message | { "kind": "openWebPage", 
/**
 * The address.
 */
url: string, } | { "kind": "runWebService" } & HttpRequest;

export type Command = { 
/**
 * Its absolute path.
 */
program: string, 
/**
 * Its arguments.
 */
args: Array<string>, 
/**
 * The folder it starts in; without, its own.
 */
folder?: string | null, 
/**
 * Whether its window is hidden.
 */
hidden: boolean, 
/**
 * How long it may run, in seconds.
 */
timeLimit?: number | null, 
/**
 * What its environment has besides ours: names and values.
 */
environment: Array<[string, string]>, };

export type Sound = { 
/**
 * The path of a WAV file.
 */
file: string, 
/**
 * Whether it is played again and again.
 */
repeat: boolean, 
/**
 * How loud, in percent.
 */
volume: number, 
/**
 * The output device, by its id, or the default one.
 */
device: string | null, };

export type Message = { 
/**
 * Its title, never empty.
 */
title: string, 
/**
 * Its text.
 */
text: string, 
/**
 * Whether it stays until somebody puts it away.
 */
stay: boolean, 
/**
 * Whether it is taken away when the call is answered or over.
 */
withdraw: boolean, 
/**
 * The address a click on it opens.
 */
page: string | null, };

export type HttpRequest = { 
/**
 * The HTTP method.
 */
method: HttpMethod, 
/**
 * Where to.
 */
url: string, 
/**
 * Further headers; the secret of one is put in when it is sent.
 */
headers: Array<RenderedHeader>, 
/**
 * The body, if there is one.
 */
body: RenderedBody | null, 
/**
 * How long one attempt may take, in seconds.
 */
timeLimit: number, 
/**
 * Whether it is tried once only.
 */
once: boolean, };

export type RenderedHeader = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its value, but for the secret.
 */
value: string, 
/**
 * The name of the secret that ends it, or empty.
 */
secret: string, };

export type RenderedBody = { 
/**
 * Its media type.
 */
contentType: string, 
/**
 * Its text.
 */
text: string, };

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

export type FieldProblemCode = "empty" | "unknownVariable" | "variableEmptyHere" | "badTemplate" | "badAddress" | "schemeNotAllowed" | "valueInAddress" | "valueInName" | "nameAsWritten" | "looksSecret" | "programMissing" | "programNotExecutable" | "programNotAbsolute" | "soundMissing" | "soundNotWav" | "soundUnreadable" | "soundTooLarge" | "soundUnknownFormat" | "soundDamaged" | "soundEmpty" | "badNumber" | "badParameters" | "badTime" | "badNumberOfSeconds" | "folderMissing" | "scriptWithValues" | "schemeToAllow" | "badJson" | "badHeader" | "addressForbidden" | "notPrivate" | "secretMissing" | "misprint";

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
example: string, 
/**
 * The formats it may have after a colon, e.g. `e164`. A time may have a strftime pattern besides.
 */
formats: Array<string>, };

export type VariableCategory = "call" | "device" | "event";
