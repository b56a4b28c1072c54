# Every word Bellhop shows: in the window, in the tray and on the command line.
#
# A message is a whole sentence. It is made of text, values and choices: the window understands nothing else of Fluent. Where a part of a sentence is set apart (a phrase one can press, a part that matters),
# the part stands between <name> and </name>; a language may put it wherever it belongs.
# A problem's first line says what happened, its second what to do about it.

## The language itself

# Which way it is written: ltr or rtl.
direction = ltr

## Pages

app-name = Bellhop
page-status = Status
page-sounds = Sounds
page-custom-events = Custom events
page-activity = Activity
page-simulate = Simulate a call
page-first-steps = First steps
page-general = General
page-account = Account
page-about = About
window-title = { $page } – Bellhop
pages = Pages
pages-close = Close the list of pages
more = More
remove = Remove
remove-label = Remove { $what }

## The connection, in the list of pages and at the top of Status

state-connected = Connected
state-ringing = Connected, ringing
state-in-call = Connected, in a call
state-dnd = Connected, do not disturb
state-paused = Paused
state-signing-in = Signing in…
state-reconnecting = { $seconds ->
    [0] Reconnecting…
   *[other] Reconnecting in { $seconds } s
  }
state-not-connected = Not connected
state-not-permitted = Not allowed to hear calls
state-signed-out = Signed out
who = { $extension ->
    [none] { $name }
   *[other] { $name }, { $extension }
  }

## Sign in

sign-in-title = Sign in to your phone system
sign-in-lead = Bellhop notices your calls and does what you ask.
sign-in-server = Server
sign-in-server-help = A web address, a host name, or just your company’s domain.
sign-in-user = User id
sign-in-secret = { $credential ->
    [token] Access token
   *[password] Password
  }
sign-in-secret-help = Kept in this computer’s keyring and nowhere else.
sign-in-secret-help-once = Forgotten when you quit.
sign-in-show-secret = { $credential ->
    [token] Show access token
   *[password] Show password
  }
sign-in-plain-http = Sign in without encryption
sign-in-plain-http-help = Your password and your calls could be read on the way. Leave this off unless your administrator says otherwise.
sign-in-with = Sign in with
sign-in-with-kind = { $credential ->
    [token] An access token
   *[password] A password
  }
sign-in-web-apps = Web applications
sign-in-web-apps-help = Only if your administrator gives them other names. Empty ones are the usual ones.
sign-in-web-app = { $path ->
    [events] Events
    [channels] Event channels
   *[actions] Actions
  }
sign-in-here = Sign in here
sign-in-wait = { $seconds ->
    [0] You can try again now.
    [one] It asks to be left alone for 1 second.
   *[other] It asks to be left alone for { $seconds } seconds.
  }
sign-in-remember = Stay signed in on this computer
sign-in = Sign in
sign-in-busy = Signing in…
sign-in-alternative = Without a phone system
sign-in-back = Back to signing in
sign-in-demo-lead = No account at hand? A small phone system inside Bellhop makes the calls.
sign-in-demo = Try without a phone system
sign-in-demo-busy = Starting…
sign-in-needs-server = Type the name or web address of your phone system.
sign-in-needs-user = Type your user id.
sign-in-needs-password = Type your password.
sign-in-needs-token = Paste your access token.

## What is in the way of a connection; $detail is a host, a proxy, a status or a right

problem-host-unknown =
    There is no server called { $detail }.
    Check the spelling, or that you are online.
problem-unreachable =
    { $detail } doesn’t answer.
    Check that you are online, and that your network lets you reach it.
problem-certificate =
    { $distrust ->
        [outOfDate] The certificate of { $detail } is out of date.
        [otherName] { $detail } showed a certificate that is for another name.
        [unknownIssuer] This computer doesn’t know who signed the certificate of { $detail }.
        [revoked] The certificate of { $detail } was revoked.
       *[other] The certificate of { $detail } can’t be trusted ({ $more }).
    }
    { $distrust ->
        [revoked] Whoever issued it says that it must not be trusted any more. Ask your administrator.
       *[other] If your administrator confirms the fingerprint, you can trust this certificate for this server only.
    }
problem-encryption =
    { $detail } offers no safe encryption.
    It speaks plain http there, or a version of TLS that is no longer safe. Check the address and its port with your administrator.
problem-proxy =
    The proxy { $detail } doesn’t let Bellhop through.
    It says: { $more }. Check this computer’s proxy settings with your administrator.
problem-moved =
    { $detail } sends you on to { $more }.
    Bellhop doesn’t go there by itself, because your password goes with it. If your administrator confirms the new server, use it.
problem-moved-unencrypted =
    { $detail } sends you on to { $more }, where nothing is encrypted.
    Bellhop doesn’t go there: your password could be read on the way. Ask your administrator for an address that starts with https.
problem-refused =
    The phone system refused this sign-in.
    Check the user id and the password. Bellhop waits for you: a few more wrong passwords and the phone system locks the account.
problem-forbidden =
    You may sign in, but not listen for calls.
    Ask your administrator for the right to use the Xtended Services Interface with call control.
problem-forbidden-right =
    You may sign in, but not listen for calls.
    Ask your administrator. The phone system says: “{ $detail }”
problem-not-xsi =
    { $detail } answered, but not as a phone system with an XSI interface.
    Check the server’s name with your administrator; it often starts with “xsp”.
problem-server-busy =
    The phone system is busy ({ $detail }).
    That often passes by itself.
problem-timed-out =
    { $detail } took too long to answer.
    Check that you are online, or try again in a minute.
problem-insecure =
    This server would be reached without encryption, so your password could be read on the way.
    Use an address that starts with https. If your administrator says that there is none, allow it below.
problem-bad-address =
    This is not the address of a server.
    Type a web address such as https://xsp.example.com, or the name of a host.
problem-no-keyring =
    No keyring is open, so the password can’t be had.
    Open this computer’s keyring, or type the password once more.
problem-signed-in-elsewhere =
    Bellhop is signed in somewhere else, and your calls are heard there now.
    Sign in here, and they are heard here instead.
problem-user-deleted =
    The phone system no longer knows this user.
    Ask your administrator whether the user id has changed.
problem-no-password =
    The keyring holds no password for this account.
    Type it once more.
problem-no-account =
    No account is saved on this computer.
    Sign in once in the window, or name a server and a user.
problem-no-event-channel =
    The phone system holds no event channel open for you.
    Bellhop asks for another one. If it stays so, ask your administrator whether events are allowed.
problem-other =
    The connection to the phone system broke off.
    Try again in a minute. If it stays so, your administrator may know what this means: “{ $detail }”

problem-trust = Trust this certificate
problem-use-server = Use that server
certificate-subject = Issued to
certificate-issuer = Issued by
certificate-sha256 = SHA-256 fingerprint

## Notices at the top of a page

notice-settings-set-aside =
    Your settings could not be read, so Bellhop starts with new ones.
    The old file is kept as { $detail }.
notice-custom-events-not-read =
    Some custom events can’t be read, so they do nothing: { $detail }.
    They stay in the settings file. A newer Bellhop may have written them.
notice-settings-too-new =
    A newer Bellhop wrote your settings, so this one starts with new ones.
    The newer file is kept as { $detail }.
notice-journal-set-aside =
    The record of what happened was damaged. What could be read of it is kept; Activity says how much that is.
    The old file is kept as { $detail }.
notice-journal-not-kept =
    What happens can’t be written down ({ $detail }).
    Bellhop tries again by itself, and remembers it until you quit. Check that there is room on the disk, and that Bellhop may write to its folder.
notice-journal-not-opened =
    What happens can’t be written down ({ $detail }).
    Bellhop remembers it until you quit. Check that there is room on the disk and that Bellhop may write to its folder, then start it again.
notice-settings-not-saved =
    Your settings could not be saved ({ $detail }).
    They hold until you quit, and Bellhop tries again by itself. Check that there is room on the disk, and that Bellhop may write to its folder.
notice-speakers-not-muted =
    This computer couldn’t be made quiet for this call ({ $detail }).
    Bellhop tries again every two seconds until the call ends.
notice-mute-output-gone =
    { $detail } isn’t connected, so this call leaves your speakers as they are.
    Connect it, or choose another output device on the Sounds page.
notice-password-not-kept =
    No keyring is open, so the password can’t be kept.
    You stay signed in until you quit. Open this computer’s keyring and sign in again to keep it.
notice-no-sound-device =
    There is nothing to play a sound on.
    Connect speakers or a headset, and sounds are heard again.
notice-sound-not-played =
    A sound could not be played ({ $detail }).
    Choose another under Sounds.
notice-outbox-not-kept =
    What web services are still to be sent can’t be written down ({ $detail }).
    Bellhop tries again by itself, and remembers it until you quit. Check that there is room on the disk, and that Bellhop may write to its folder.
notice-outbox-full =
    Too much waits to be sent to web services, so new requests are not kept.
    Look in Activity at what fails. What is not worth sending can be deleted there one by one, or here all at once.
outbox-filling =
    What waits to be sent to web services fills { $full } % of its room.
    Once it is full, new requests are not kept. Look in Activity at what fails. What is not worth sending can be deleted there one by one, or here all at once.
outbox-delete = Delete all that waits
outbox-delete-sure = All requests that wait are deleted, including those that are not tried any more. There is no way back.
notice-password-not-forgotten =
    The password could not be removed from the keyring.
    Remove it there: it is listed under Bellhop.

## What a mistake in Bellhop itself looks like

trouble =
    Bellhop could not do that.
    It says: { $detail }
trouble-close = Close

## First steps

first-title = { $step ->
    [sounds] Hear your phone
    [events] Have something done for you
   *[call] See it work
  }
first-step = First steps, { $step } of { $count }
first-lead = { $step ->
    [sounds] This is how calls sound on this computer. Press Play, choose a sound of your own, or switch one off.
    [events] A custom event does something for you whenever a call rings, is missed or ends. Start from one of these, or go on without.
   *[call] A simulated call goes from its first ring to its end and shows at every step what your custom events would do.
  }
first-foot = { $step ->
    [call] That is all there is to set up. <status>Go to Status</status>
   *[other] <status>Skip the first steps</status>: all of it is in the list of pages, and About shows these steps again.
  }
first-ring = Ring your phone
first-ring-help = The demo phone system calls you: you hear it, and Status shows it
first-back = Back
first-next = Next

## Status

status-last-heard = { $who }. { $unit ->
    [now] Last heard from a moment ago.
    [minutes] { $count ->
        [one] Last heard from a minute ago.
       *[other] Last heard from { $count } minutes ago.
      }
   *[seconds] { $count ->
        [one] Last heard from a second ago.
       *[other] Last heard from { $count } seconds ago.
      }
  }
status-retry = { $seconds ->
    [0] Trying again now.
    [one] Trying again in 1 second.
   *[other] Trying again in { $seconds } seconds.
  }
status-retry-now = Try now
status-asks-again = Bellhop asks again every quarter of an hour.
status-try-again = Try again
status-now = Now
call-ran = Triggered { $events }.
event-quoted = “{ $name }”
call-show-in-activity = Show in Activity
call-line-called-you = <number>{ $number }</number>, { $scope ->
    [internal] internal
   *[external] external
  }. { $state ->
    [ringing] Calling you since { $time }.
    [held] Called you at { $time }. On hold.
   *[other] Called you at { $time }.
  }
call-line-you-called = <number>{ $number }</number>, { $scope ->
    [internal] internal
   *[external] external
  }. { $state ->
    [ringing] Ringing there since { $time }.
    [dialing] Calling since { $time }.
    [held] You called at { $time }. On hold.
   *[other] You called at { $time }.
  }
call-withheld = Withheld number
call-timer = { $state ->
    [ringing] Ringing for { $time }
   *[other] In the call for { $time }
  }
call-state = { $state ->
    [dialback] Calling your phone first
    [dialing] Dialing
    [ringing] Ringing
    [held] On hold
    [terminated] Ended
   *[connected] Connected
  }
status-device = Your phone
status-hook = { $hook ->
    [offHook] Off hook
    [held] Off hook, call on hold
   *[onHook] On hook
  }
status-hook-label = Handset
status-dnd-label = Do not disturb
status-dnd = { $on ->
    [yes] On
   *[no] Off
  }
status-watched = Watched lines
status-watched-idle = None of the { $count } lines has a call
watched-no-call = No call
watched-asked = Asking…
watched-denied = Not allowed
watched-ringing = { $unit ->
    [minutes] { $count ->
        [one] Ringing for 1 minute, <number>{ $number }</number>
       *[other] Ringing for { $count } minutes, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Ringing for 1 hour, <number>{ $number }</number>
       *[other] Ringing for { $count } hours, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Ringing for 1 second, <number>{ $number }</number>
       *[other] Ringing for { $count } seconds, <number>{ $number }</number>
      }
  }
watched-in-call = { $unit ->
    [minutes] { $count ->
        [one] In a call for 1 minute, <number>{ $number }</number>
       *[other] In a call for { $count } minutes, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] In a call for 1 hour, <number>{ $number }</number>
       *[other] In a call for { $count } hours, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] In a call for 1 second, <number>{ $number }</number>
       *[other] In a call for { $count } seconds, <number>{ $number }</number>
      }
  }
watched-calling = Calling <number>{ $number }</number>
watched-on-hold = On hold, <number>{ $number }</number>
lines-show-all = Show all { $count } lines
lines-show-fewer = Show fewer lines
status-before = What happened before, and what was done about it, is in <activity>Activity</activity>.
status-switches = Switches
switch-custom-events = Custom events
switch-custom-events-help = { $total ->
    [0] None yet
   *[other] { $on } of { $total } { $on ->
        [one] is
       *[other] are
      } on
  }
switch-custom-events-off = None of them runs
switch-sounds = Sounds
switch-sounds-help = Ringing, and a call waiting
switch-sounds-off = Calls make no sound here
switch-mute = Mute speakers in call
switch-mute-help = { $how ->
    [lower] They are lowered while a call of your own goes on
    [pause] Media players are paused while a call of your own goes on
   *[mute] They are muted while a call of your own goes on
  }
switch-mute-off = Calls leave your speakers as they are

## The speakers, while something is done to them: at the top of Status, and in the tray

quiet-now = { $how ->
    [lower] Your speakers are lowered until the call ends.
    [pause] Your media players are paused until the call ends.
   *[mute] Your speakers are muted until the call ends.
  }
quiet-take-back = { $how ->
    [lower] Turn up now
    [pause] Play on now
   *[mute] Unmute now
  }

## A pause of everything: on Status, and in the tray

pause-begin = Pause everything for 1 hour
pause-resume = Resume
status-paused =
    Paused until { $time }.
    No sound, no custom event, and your speakers stay as they are. Calls are still listed in Activity.

## The demo phone system

demo-title = Demo phone system
demo-lead = It runs inside Bellhop, on this computer only. You are { $name }; make some calls and see what happens.
demo-control = Programs can drive it too, at { $url }.
demo-ring = Ring
demo-ring-second = A second call
demo-ring-internal = Colleague calls
demo-answer = Answer
demo-hold = Hold
demo-retrieve = Retrieve
demo-hang-up = Hang up
demo-dnd = Do not disturb
demo-hook = Off hook
demo-ring-watched = Colleague’s phone rings
demo-answer-watched = Colleague answers
demo-end-watched = Colleague hangs up
example-message = Say who calls
example-message-text = { $number } calls you
example-log = Log finished calls
demo-watch = To see a colleague’s phone ring, watch their line in <account>Account</account>.

## Sounds

sounds-incoming = Incoming calls
sound-ringing = Ringing sound
sound-ringing-help = A call rings
sound-waiting = Waiting sound
sound-waiting-help = A second call rings while you are in one
sound-built-in = { $which ->
    [line] The ringing sound
    [waiting] Built in: two low taps
   *[ringing] Built in: desk bell
  }
sound-play = Play
sound-play-label = { $which ->
    [line] Play the sound of { $name }’s line
    [waiting] Play the waiting sound
   *[ringing] Play the ringing sound
  }
sound-stop = Stop
sound-stop-label = { $which ->
    [line] Stop the sound of { $name }’s line
    [waiting] Stop the waiting sound
   *[ringing] Stop the ringing sound
  }
sound-choose = Choose…
sound-choose-label = { $which ->
    [line] Choose a sound for { $name }’s line
    [waiting] Choose a waiting sound
   *[ringing] Choose a ringing sound
  }
sound-use-built-in = { $which ->
    [line] Use the ringing sound
   *[other] Use the built-in sound
  }
sounds-repeat = Repeat until answered
sounds-repeat-help = Otherwise each call is heard once
sounds-volume = Volume
sounds-percent = { $percent } %
sounds-device = Output device
sounds-device-default = System default
sounds-device-gone = { $name } isn’t connected. Sounds play on the system default until it is back.
sounds-lines = Lines that ring here
sounds-lines-help = Give a watched line its own sound and you hear who is being called.
sounds-lines-none = To hear a colleague’s phone ring, watch their line in <account>Account</account>.
sounds-line-unheard = The phone system doesn’t let you watch this line, so its calls aren’t heard here. Ask your administrator whether it is on your busy-lamp list and whether its calls are private.
sounds-own-line = { $extension ->
    [none] Your own line
   *[other] Your own line, { $extension }
  }
sounds-off = Sounds are off as a whole. Switch them on in <status>Status</status>.
sounds-foot = WAV files only, of up to 20 MB. Of a long one, the first minute is played.
sound-problem-missing = This file is gone. Choose another.
sound-problem-not-wav = This isn’t a WAV sound, whatever its name says. Choose another.
sound-problem-unreadable = This file can’t be read. Check that you may open it, or choose another.
sound-problem-too-large = This file is larger than 20 MB. Choose a shorter one.
sound-problem-unknown-format = Bellhop can’t play this kind of WAV file. Choose one with plain PCM sound: up to 32 bits, up to eight channels, 1 to 192 kHz.
mute-title = While you are in a call
mute-help = Only what you hear, never a microphone. What you change during the call stays as you set it.
mute-how = How
mute-way = { $how ->
    [lower] Lower
    [pause] Pause media players
   *[mute] Mute
  }
mute-lower-to = Lower to
mute-from = From
mute-begins = { $from ->
    [ringing] Ringing
   *[answered] Answered
  }
mute-output-gone = { $name } isn’t connected. Calls leave your speakers as they are until it is back.
mute-foot = { $spared ->
    [yes] Bellhop’s own waiting sound stays audible. A softphone that plays through the same speakers may become quiet as well.
   *[no] On this system only the speakers as a whole can be made quiet, Bellhop’s own waiting sound with them. A softphone that plays through them becomes quiet as well.
  }
mute-foot-windows = Windows has a switch of its own for calls made on this computer, under Sound, Communications.
mute-foot-pause = Media players can’t be paused on this system.
sound-problem-damaged = This WAV file is damaged. Choose another.
sound-problem-empty = There is nothing in this file to hear. Choose another.
sound-problem-then = { $refused ->
    [yes] It was not taken: what was chosen before stays.
   *[no] The built-in sound plays instead.
  }

## Custom events: the list

events-new = New custom event
events-start = Start from
events-import = Import…
events-more = More for custom events
events-foot = They run from top to bottom. To see what each of them would do, <simulate>simulate a call</simulate>.
events-exported = { $count ->
    [one] Saved one custom event to the file.
   *[other] Saved { $count } custom events to the file.
  }
events-list = Custom events
events-off = Custom events are off as a whole. Switch them on in <status>Status</status>.
event-sentence = When { $category ->
    [connection] <b>{ $state ->
        [signedIn] you are signed in
        [signedOut] you are signed out
        [lost] the connection is lost
        [restored] the connection is back
       *[all] the connection changes
      }</b>
    [device] { $line ->
        [any] { $state ->
            [offHook] <b>a phone goes off hook on any line</b>
            [onHook] <b>a phone goes on hook on any line</b>
            [dndOn] <b>DND begins on any line</b>
            [dndOff] <b>DND ends on any line</b>
           *[all] <b>a phone changes on any line</b>
          }
        [one] { $state ->
            [offHook] <b>the phone goes off hook on { $name }’s line</b>
            [onHook] <b>the phone goes on hook on { $name }’s line</b>
            [dndOn] <b>DND begins on { $name }’s line</b>
            [dndOff] <b>DND ends on { $name }’s line</b>
           *[all] <b>the phone changes on { $name }’s line</b>
          }
       *[own] { $state ->
            [offHook] <b>your phone goes off hook</b>
            [onHook] <b>your phone goes on hook</b>
            [dndOn] <b>DND begins</b> on your phone
            [dndOff] <b>DND ends</b> on your phone
           *[all] <b>your phone changes</b>
          }
      }
   *[call] <b>{ $scope ->
        [internal] an internal
        [external] an external
       *[both] { $direction ->
            [inbound] an
            [outbound] an
           *[both] a
          }
      } { $direction ->
        [inbound] incoming call
        [outbound] outgoing call
       *[both] call
      }{ $remoteTel ->
        [none] {""}
       *[other] {" "}with { $remoteTel }
      } { $state ->
        [ringing] rings
        [connected] connects
        [completed] is completed
        [missed] is missed
        [dialing] is dialed
        [held] is put on hold
        [resumed] is taken up again
        [transferred] is transferred
        [forwarded] is forwarded
       *[all] reaches any state
      }{ $line ->
        [any] {" "}on any line
        [one] {" "}on { $name }’s line
       *[own] {""}
      }</b>
  }{ $only ->
    [none] {""}
   *[other] {", "}{ $only }
  }, { $kind ->
    [runProgram] run <b>{ $target }</b>
    [playSound] play <b>{ $target }</b>
    [showMessage] show the message <b>“{ $target }”</b>
    [openWebPage] open <b>{ $target }</b>
    [runWebService] run the web service <b>{ $target }</b>
   *[none] do nothing
  }{ $more ->
    [0] {""}
    [one] {" "}and one thing more
   *[other] {" "}and { $more } things more
  }
event-never = Not run yet
event-off = Off
event-ran = Ran { $when }
event-failed = Failed { $when }
when = { $which ->
    [today] today { $time }
    [yesterday] yesterday { $time }
   *[other] { $day } { $time }
  }
keys = { $keys ->
    [Enter] Enter
    [Space] Space
    [Control-D] Ctrl+D
    [Alt-ArrowUp] Alt+↑
    [Alt-ArrowDown] Alt+↓
    [Delete] Del
   *[other] { $keys }
  }
event-menu = More for { $name }
event-edit = Edit
event-switch = { $on ->
    [yes] Switch off
   *[no] Switch on
  }
event-duplicate = Duplicate
event-up = Move up
event-down = Move down
event-export = Export…
event-remove = Remove
event-removed = Removed “{ $name }”.
event-tried-again = It is tried again until it works, for a day.
event-look = See what was done
event-imported = From a file. Look at it, then save to be able to switch it on.
undo = Undo
events-empty-title = What should happen when your phone rings?
events-empty-lead = A custom event waits for something on your line, a call or a change of your phone, and then does what you say.
events-templates = Or start from one of these
events-templates-foot = Each opens in the editor. Nothing runs before you save it.
template-use = Use
template-use-label = Use: { $name }

# What a custom event can start from. $part counts those that belong together; 0 stands for all of them.
start-open-crm = Open the caller’s record
start-open-crm-help = When an external call rings, open a web page with the caller’s number in its address
start-message-on-missed = Note a missed call
start-message-on-missed-help = When a call is missed, show a message with the caller’s name and number
start-log-to-service = { $part ->
    [1] Log completed calls to a web service
    [2] Log missed calls to a web service
   *[0] Log every call to a web service
  }
start-log-to-service-help = Two custom events: when a call is completed or missed, send everything about it to an address of yours
start-log-to-csv = { $part ->
    [1] Log completed calls to a file
    [2] Log missed calls to a file
   *[0] Log every call to a file
  }
start-log-to-csv-help = Two custom events: when a call is completed or missed, add a line to a file a spreadsheet can read
start-on-air-light = { $part ->
    [1] Light on while in a call
    [2] Light off after a call
   *[0] Light on and off
  }
start-on-air-light-help = Two custom events: a light goes on when a call connects, and off when it is completed
start-boss-sound = Another sound for one caller
start-boss-sound-help = When a certain number calls, play a sound of its own

## Why an action failed; $detail is a file, an address, a status or an exit code

failure-program-missing = There is no program at { $detail }. Choose it again.
failure-program-not-executable = { $detail } can’t be run. Choose a program, or make it executable.
failure-program-failed = The program ended with exit code { $detail }.
failure-timed-out = It took too long and was stopped.
failure-sound-missing = The sound { $detail } is gone. Choose another.
failure-sound-broken = { $detail } can’t be played. Choose another sound.
failure-no-sound-device = There is nothing to play a sound on. Connect speakers or a headset.
failure-notification-refused = The desktop showed no message. Allow notifications for Bellhop in its settings.
failure-bad-address = The values made an address that may not be opened ({ $detail }).
failure-bad-argument = A value could have been taken for something else, so the program was not run ({ $detail }). Put text in front of the variable, for example --name=
failure-no-browser = No program on this computer opens such an address ({ $detail }).
failure-service-unreachable = The web service { $detail } doesn’t answer. Check the address, or that you are online.
failure-service-answered = The web service answered { $detail }.
failure-held-back = It came more often than this custom event may act, so Bellhop left it out.
failure-no-longer-so = It was no longer so when it was its turn, so it was left out.
failure-program-not-for-this-computer = { $detail } is made for another kind of computer. Choose a program that runs here.
failure-folder-missing = The folder { $detail } is gone. Choose another to start in.
failure-too-long = What the values made is too long for this computer. Use fewer variables.
failure-gave-up = The web service was away for a day, so Bellhop doesn’t try any more ({ $detail }).
failure-interrupted = Bellhop ended while it ran, so nobody knows how it went.
failure-given-up-by-user = You deleted it before it arrived.
failure-secret-missing = The keyring holds no secret called { $detail }. Add it in the editor.
failure-keyring-closed = The keyring could not be asked for the secret called { $detail }. Open this computer’s keyring; it is tried again by itself.
failure-outbox-full = Too much waits to be sent already, so this was not kept.
failure-other = It did not work ({ $detail }).

## Custom events: the editor

editor-new = New custom event
editor-edit = Edit custom event
editor-back = Back to Custom events
editor-cancel = Cancel
editor-save = Save
editor-unsaved = This custom event has changes that are not saved.
editor-discard = Discard
editor-keep = Keep editing
editor-name = Name
editor-when = When
editor-do = Do
editor-judged = With what it is tried on below:
editor-try = Try
editor-imported =
    From a file.
    Look at it, then save to be able to switch it on.
field-category = Category
category = { $category ->
    [connection] Connection
    [device] Device
   *[call] Call
  }
field-state = State
word = { $word ->
    [ringing] Ringing
    [connected] Connected
    [completed] Completed
    [missed] Missed
    [dialing] Dialing
    [held] Held
    [resumed] Resumed
    [transferred] Transferred
    [forwarded] Forwarded
    [offHook] Off hook
    [onHook] On hook
    [dndOn] DND on
    [dndOff] DND off
    [signedIn] Signed in
    [signedOut] Signed out
    [lost] Connection lost
    [restored] Connection restored
    [inbound] Inbound
    [outbound] Outbound
    [internal] Internal
    [external] External
    [both] Both
    [idle] Idle
    [inACall] In another call
    [all] All
   *[none] nothing
  }
field-direction = Direction
field-scope = Scope
field-remote-tel = Remote tel
field-local-tel = Local tel
field-tel-any = Any
field-tel-help = A number, the start of one, or several with commas between. “!” in front means not, “withheld” is a hidden number.
field-local-tel-help = With Line set to your own, Local tel says which lines are meant, your own or watched ones.
field-line = Line
line-own = Your own line
line-by-local-tel = Those that Local tel says
line-any = Any line
line-not-watched = This line is not watched any more.
# Which numbers are meant, where it says which: "4021 or 4017", "any number except a withheld number".
tel-words = { $wanted ->
    [none] any number
   *[other] { $wanted }
  }{ $not ->
    [none] {""}
   *[other] {" "}except { $not }
  }
tel-word = { $number ->
    [withheld] a withheld number
   *[other] { $shape ->
        [beginning] a number beginning with { $number }
        [like] a number like { $number }
       *[number] { $number }
      }
  }
read-back-call = <scope>{ $scope ->
    [internal] an internal
    [external] an external
   *[both] any
  }</scope> <direction>{ $direction ->
    [inbound] incoming
    [outbound] outgoing
   *[both] { $state ->
        [missed] incoming
       *[other] incoming or outgoing
      }
  }</direction> call with <remote>{ $remoteTel ->
    [none] any number
   *[other] { $remoteTel }
  }</remote> <state>{ $state ->
    [ringing] rings
    [connected] connects
    [completed] is completed
    [missed] is missed
    [dialing] is dialed
    [held] is put on hold
    [resumed] is taken up again
    [transferred] is transferred
    [forwarded] is forwarded
   *[all] reaches any state
  }</state> on { $line ->
    [any] { $localTel ->
        [none] <line>any line</line>
       *[other] <line>any line</line> with { $pattern ->
            [yes] {""}
           *[no] the number{" "}
          }<local>{ $localTel }</local>
      }
    [one] { $localTel ->
        [none] <line>{ $name }’s line</line>
       *[other] <line>{ $name }’s line</line> with { $pattern ->
            [yes] {""}
           *[no] the number{" "}
          }<local>{ $localTel }</local>
      }
   *[own] { $localTel ->
        [none] <line>your own line</line>
       *[other] <local>{ $localTel }</local>
      }
  }
read-back-device = { $line ->
    [any] <state>{ $state ->
        [offHook] a phone goes off hook
        [onHook] a phone goes on hook
        [dndOn] DND begins
        [dndOff] DND ends
       *[all] a phone goes on or off hook, or DND begins or ends
      }</state> on <line>any line</line>
    [one] <state>{ $state ->
        [offHook] the phone goes off hook
        [onHook] the phone goes on hook
        [dndOn] DND begins
        [dndOff] DND ends
       *[all] the phone goes on or off hook, or DND begins or ends
      }</state> on <line>{ $name }’s line</line>
   *[own] <state>{ $state ->
        [offHook] your phone goes off hook
        [onHook] your phone goes on hook
        [dndOn] DND begins
        [dndOff] DND ends
       *[all] your phone goes on or off hook, or DND begins or ends
      }</state>
  }
read-back-connection = <state>{ $state ->
    [signedIn] you are signed in
    [signedOut] you are signed out
    [lost] the connection is lost
    [restored] the connection is back
   *[all] you are signed in or out, or the connection is lost or back
  }</state>

# What has to be true besides. A condition is a part of a sentence: "When a call rings, once per call, ..."
only-when = Only when
only-when-more = More conditions
condition = { $kind ->
    [ownState] { $state ->
        [inACall] while you are in another call
        [dndOn] while your DND is on
        [dndOff] while your DND is off
       *[idle] while you are in no other call
      }
    [stillSo] { $seconds ->
        [one] still so after 1 second
       *[other] still so after { $seconds } seconds
      }
    [oncePerCall] once per call
    [answeredHere] if it was answered here
    [state] with another state
    [line] on certain lines
    [direction] in one direction
    [scope] of one scope
    [remoteTel] with certain remote numbers
    [localTel] with certain local numbers
   *[other] with one condition more
  }
condition-kind = { $kind ->
    [hours] On certain days and hours
    [ownState] While your own line is in a certain state
    [stillSo] Still so after a while
    [oncePerCall] Once per call
   *[answeredHere] Only if it was answered on this line
  }
condition-help = { $kind ->
    [hours] By the clock of this computer
    [ownState] Your own line, apart from the call this is about
    [stillSo] It waits first, and does nothing if it is no longer so by then
    [oncePerCall] Not again for the same call
   *[answeredHere] Not if a colleague or nobody took it
  }
days = { $which ->
    [all] every day
    [week] Monday to Friday
    [weekend] Saturday and Sunday
   *[some] { $list }
  }
weekday = { $day ->
    [mon] Monday
    [tue] Tuesday
    [wed] Wednesday
    [thu] Thursday
    [fri] Friday
    [sat] Saturday
   *[sun] Sunday
  }
hours = { $time ->
    [all] { $days }
   *[some] { $days } { $from } to { $to }
  }
day-time = { $day } { $time }
hours-days = Days
hours-from = From
hours-to = Until
own-state-label = State
still-so-after = After
limit = at most { $times ->
    [one] once
   *[other] { $times } times
  } in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
  }
limit-times = At most
limit-within = Within
limit-help = What comes more often is left out, so that a busy phone can’t flood this computer. Web services are told of everything.
unit-times = times
unit-seconds = seconds
unit-percent = %
action = Action
action-add = Add another action
action-up = Move action { $number } up
action-down = Move action { $number } down
action-remove = Remove action { $number }
action-kind = { $kind ->
    [playSound] Play sound
    [showMessage] Show message box
    [openWebPage] Open web page
    [runWebService] Run web service
   *[runProgram] Run program
  }
field-program = Program
field-program-help = The program itself, with its folder.
field-parameters = Parameters
field-parameters-help = As on a command line. A variable’s value is always exactly one argument.
field-takes-options = A value may begin with “-” or “/”
field-takes-options-help = Otherwise the program isn’t run then, because it could take a caller’s name for an option. Tick this only if the program doesn’t mind.
field-folder = Start in folder
field-folder-help = Empty stands for the program’s own folder.
field-hidden = Hide its window
field-environment = Tell it in its environment, too
field-environment-help = As BELLHOP_CALL_REMOTE_TEL and so on: a script can use these without reading them as commands.
field-time-limit = Stop it after
field-time-limit-help = Up to 10 minutes. Empty lets it run as long as it likes, even after you quit Bellhop.
field-sound = Sound
field-sound-help = A WAV file.
field-repeat = Repeat until the call moves on
field-repeat-help = A minute at most
field-volume = Volume
device-gone = A device that isn’t connected ({ $id })
field-title = Title
field-text = Text
field-stay = Stays until you close it
field-withdraw = Goes away when the call is answered or over
field-page = A click opens
field-page-help = A web address. Empty: a click only closes the message.
field-url = Address
field-url-page-help = With its beginning, for example https:// or mailto:
field-url-service-help = With its beginning: https://, or http:// within your own network.
field-method = Method
field-body = Send
body-kind = { $kind ->
    [event] Everything about the call, as JSON
    [json] JSON of your own
    [form] The fields of a form
   *[nothing] Nothing
  }
field-json = JSON
field-json-help = Variables go between quotation marks. A value never changes what is around it.
form-name = Field
form-value = Value
form-add = Add a field
header-name = Header
header-value = Value
header-add = Add a header
secret = Secret at its end
secret-help = From this computer’s keyring. It is put in when the request is sent, and written down nowhere.
secret-none = No secret
secret-new = Add a secret…
secret-name = Name of the secret
secret-value = Secret
secret-value-help = It is never shown again.
secret-keep = Keep it in the keyring
secret-forget = Forget the secret “{ $name }”
secret-forgotten = The secret “{ $name }” is forgotten. Requests that send it fail until you add it again.
secret-not-kept = The keyring did not take it ({ $detail }). Open this computer’s keyring and try again.
secret-not-whole = Type both its name and the secret, or choose another one.
service-time-limit = Wait for an answer for
field-once = Try once only
field-once-help = Otherwise it is tried again for a day while the service is away.
choose = Choose…
choose-program = Choose a program
choose-folder = Choose a folder
choose-sound = Choose a sound

## The picker of variables

picker-button = Insert variable
picker-title = Insert variable
picker-search = Search variables
picker-list = Variables
picker-call = Call
picker-device = Device
picker-event = Event
picker-formats = Typed by hand, it also comes as { $example }, or with { $formats } after the colon.
picker-foot = Enter inserts, Esc closes.
picker-none = No variable has “{ $query }” in its name.
variable-call-remote-tel = Call > Remote tel
variable-call-remote-name = Call > Remote name
variable-call-start = Call > Start
variable-call-state = Call > State
variable-call-duration = Call > Duration
variable-call-direction = Call > Direction
variable-call-local-tel = Call > Local tel
variable-call-local-name = Call > Local name
variable-call-id = Call > Id
variable-call-outcome = Call > Outcome
variable-call-scope = Call > Scope
variable-call-ring-time = Call > Ring time
variable-call-answered = Call > Answered
variable-call-ended = Call > Ended
variable-call-redirected-from = Call > Redirected from
variable-device-owner-name = Device > Owner name
variable-device-owner-internal-tel = Device > Owner internal tel
variable-device-owner-external-tel = Device > Owner external tel
variable-device-hook-state = Device > Hook state
variable-device-dnd-state = Device > DND state
variable-event-name = Event > Name
variable-event-time = Event > Time

## What is wrong with a field. $field is the last part of its name, $suggestion is “none” if there is none.

field-problem-empty = { $field ->
    [name] Give it a name, to know it by in the list.
    [program] Choose the program to run.
    [file] Choose the sound to play.
    [url] Type the address to open.
    [actions] Nothing is done yet. Add an action.
   *[other] Nothing is written here yet. Type something to show.
  }
field-problem-unknown-variable = { $suggestion ->
    [none] There is no variable {"{"}{ $detail }{"}"}. Choose one with Insert variable, or write {"{{"} for a brace.
   *[other] There is no variable {"{"}{ $detail }{"}"}. Did you mean {"{"}{ $suggestion }{"}"}?
  }
field-problem-misprint = {"{"}{ $detail }{"}"} is an old misprint. It works, but its name is {"{"}{ $suggestion }{"}"}.
field-problem-variable-empty-here = {"{"}{ $detail }{"}"} is empty { $moment ->
    [device] when your device changes: it belongs to calls.
    [connection] when the connection changes: it belongs to calls.
    [ringing] while a call rings.
    [connected] when a call connects.
    [completed] when a call is completed.
    [missed] when a call is missed.
    [dialing] while a call is dialed.
    [held] when a call is put on hold.
    [resumed] when a call is taken up again.
    [transferred] when a call is transferred.
    [forwarded] when a call is forwarded.
   *[all] at the moment this custom event runs.
  }
field-problem-bad-template = A brace stands alone. Close it, or double it if it is only text: {"{{"} or {"}}"}.
field-problem-bad-address = This is not an address. Write it whole, for example https://crm.example.com/
field-problem-scheme-not-allowed = { $moment ->
    [service] Web services are reached with https or http.
   *[any] Addresses that start with “{ $detail }” are not opened. Use https, http, mailto or tel.
  }
field-problem-value-in-address = A variable can’t choose the server. Write the address up to the first “/” yourself.
field-problem-value-in-name = A variable can’t be the name of a field in the address, only its value. Write what stands before the “=” yourself.
field-problem-program-missing = There is no program at { $detail }. Choose it again.
field-problem-program-not-executable = { $detail } can’t be run. Choose a program, or make it executable.
field-problem-program-not-absolute = Give the program with its folder, from the very start, or choose it.
field-problem-sound-missing = There is no file at { $detail }. Choose another.
field-problem-sound-not-wav = This isn’t a WAV sound, whatever its name says. Choose another.
field-problem-sound-unreadable = This file can’t be read. Check that you may open it, or choose another.
field-problem-sound-too-large = This file is larger than 20 MB. Choose a shorter one.
field-problem-sound-unknown-format = Bellhop can’t play this kind of WAV file. Choose one with plain PCM sound: up to 32 bits, up to eight channels, 1 to 192 kHz.
field-problem-sound-damaged = This WAV file is damaged. Choose another.
field-problem-sound-empty = There is nothing in this file to hear. Choose another.
field-problem-bad-number = “{ $detail }” is not a telephone number or the start of one.
field-problem-bad-parameters = A quotation mark is not closed. Close it, or leave it out.
field-problem-bad-time = “{ $detail }” is not a time of the day. Write it as 08:30.
field-problem-bad-number-of-seconds = { $field ->
    [times] Type a whole number from 1 to 100.
    [within] Type a whole number of seconds, from 1 to 3600.
    [timeLimit] Type a whole number of seconds, from 1 to 600 for a program and to 300 for a web service.
   *[seconds] Type a whole number of seconds that is not 0 and not too large.
  }
field-problem-folder-missing = There is no folder { $detail }. Choose one.
field-problem-script-with-values = { $detail } reads its parameters as commands, so a caller’s name could become one. Leave the variables out and tell it in its environment instead.
field-problem-scheme-to-allow = Addresses that start with { $detail }: start a program on this computer. Allow them only if you know it.
field-problem-bad-json = This isn’t JSON ({ $detail }). Check its quotation marks, commas and brackets.
field-problem-bad-header = { $detail ->
    [none] Give the header a name.
   *[other] “{ $detail }” can’t be sent as a header. Choose another name.
  }
field-problem-address-forbidden = { $detail } tells secrets of this computer, so Bellhop doesn’t ask it.
field-problem-not-private = This address isn’t encrypted, so what is sent can be read on the way. Use https if you can.
field-problem-secret-missing = The keyring holds no secret called “{ $detail }”. Add it, or choose another.
field-problem-name-as-written = Names are sent as they stand here, “{ $detail }” too: only values take variables.
field-problem-looks-secret = This looks like a secret, and stands here for all to read. Send it as a header with a secret from the keyring. Exported files leave it out.
allow-scheme = Allow { $scheme }: addresses here
change-it = Change it

## Trying a custom event out

try-label = With
try-with = { $which ->
    [last] { $name ->
        [none] The last call
       *[other] The last call: { $name }
      }
    [example] { $name ->
        [none] A call that is made up
       *[other] A call that is made up: { $name }
      }
   *[own] Values of your own
  }
try-action = { $count ->
    [1] Action
   *[other] Action { $number }
  }
try-does = { $kind ->
    [runProgram] { $arguments ->
        [0] Runs this program without arguments
        [one] Runs this program with 1 argument
       *[other] Runs this program with { $arguments } arguments
      }
    [playSound] Plays this sound
    [showMessage] Shows this message
    [openWebPage] Opens this page
    [runWebService] Sends this request
   *[nothing] Does nothing
  }
try-it = Try it
try-nothing = What it would do is shown here, exactly, as soon as there is something to do.
try-would-not-run = This call would not trigger it.
preview-not-yet = It can’t be done as it is written: something in its fields is missing or wrong.
sample-name = Name
sample-tel = Number
sample-withheld = The number is withheld
sample-internal = A colleague
sample-seconds = Talking time
outcome-good = { $success ->
    [none] Done after { $seconds } s
   *[other] { $success } after { $seconds } s
  }
outcome-failed = { $failure } It took { $seconds } s.
outcome-goes-on = It was started, and runs on.
ran-program = Program and arguments
ran-folder = Starts in { $folder }
ran-hidden = Its window is hidden
ran-time-limit = Stopped if it runs longer than { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
  }
ran-environment = { $count ->
    [one] 1 value is told in its environment
   *[other] { $count } values are told in its environment
  }
ran-repeat = Repeated until the call moves on
ran-volume = At { $volume } % of its volume
ran-device = On { $device }
ran-stay = Stays until it is closed
ran-withdraw = Goes away when the call is answered or over
ran-page = A click opens { $url }
ran-once = Tried once only
ran-header = { $secret ->
    [none] { $name }: { $value }
   *[other] { $name }: { $value }<secret>secret { $secret }</secret>
  }

## Simulating a call

simulate-call = Call
simulate-direction = { $direction ->
    [outgoing] You call somebody
   *[incoming] Somebody calls
  }
simulate-answered = It is answered
simulate-held = It is put on hold and taken up again
simulate-for-real = Really do it
simulate-for-real-help = Otherwise it is only said what would be done
simulate-go = Simulate
simulate-back = Back
simulate-result = Result
simulate-nothing = Nothing came of it.
simulate-step = { $number }. { $state ->
    [dialing] It is dialed
    [ringing] It rings
    [connected] It connects
    [held] It is put on hold
    [resumed] It is taken up again
    [transferred] It is transferred
    [forwarded] It is forwarded
    [missed] It is missed
   *[completed] It is completed
  }
simulate-traces = { $asked ->
    [0] No custom event runs: none is about this.
    [one] { $ran ->
        [0] The one custom event about this doesn’t run.
       *[other] The one custom event about this runs.
      }
   *[other] { $ran ->
        [0] None of the { $asked } custom events about this runs.
        [one] 1 of the { $asked } custom events about this runs.
       *[other] { $ran } of the { $asked } custom events about this run.
      }
  }
simulate-runs = runs
simulate-runs-not = does not run
simulate-waits = { $seconds ->
    [one] runs if it is still so after 1 second
   *[other] runs if it is still so after { $seconds } seconds
  }

## Why a custom event ran or did not

traces = { $asked ->
    [0] No custom event was asked: none is about this.
    [one] { $ran ->
        [0] The one custom event about this didn’t run.
       *[other] The one custom event about this ran.
      }
   *[other] { $ran ->
        [0] None of the { $asked } custom events about this ran.
        [one] 1 of the { $asked } custom events about this ran.
       *[other] { $ran } of the { $asked } custom events about this ran.
      }
  }
trace-ran = ran at { $time }
trace-not-run = did not run
trace-held-back = was left out: it came more often than it may act
verdict-switched-on = { $met ->
    [yes] It is switched on
   *[no] It is switched off
  }
verdict-all-on = { $met ->
    [yes] Custom events are on
   *[no] { $was ->
        [paused] Custom events were paused
       *[off] Custom events were off as a whole
      }
  }
verdict-state = { $met ->
    [yes] State: { $was }
   *[no] State: wanted { $wanted }, it was { $was }
  }
verdict-line-word = { $line ->
    [own] your own
    [any] any
   *[other] { $name }
  }
verdict-line = { $met ->
    [yes] Line: { $wanted }
   *[no] Line: wanted { $wanted }, it was { $was }
  }
verdict-direction = { $met ->
    [yes] Direction: { $wanted }
   *[no] Direction: wanted { $wanted }, call was { $was }
  }
verdict-scope = { $met ->
    [yes] Scope: { $wanted }
   *[no] Scope: wanted { $wanted }, call was { $was }
  }
verdict-remote-tel = { $met ->
    [yes] { $wanted ->
        [none] Remote tel: any
       *[other] Remote tel: { $wanted }
      }
   *[no] { $was ->
        [none] Remote tel: wanted { $wanted }, the number was withheld
        [withheld] Remote tel: wanted { $wanted }, the number was withheld
       *[other] Remote tel: wanted { $wanted }, call was with { $was }
      }
  }
verdict-local-tel = { $met ->
    [yes] { $wanted ->
        [none] Local tel: any
       *[other] Local tel: { $wanted }
      }
   *[no] Local tel: wanted { $wanted }, call was on { $was }
  }
verdict-hours = { $met ->
    [yes] Hours: { $wanted }
   *[no] Hours: wanted { $wanted }, it was { $was }
  }
verdict-own-state = { $met ->
    [yes] Your own line: { $wanted }
   *[no] Your own line: wanted { $wanted }, it was { $was }
  }
verdict-still-so = { $was ->
    [waiting] { $wanted ->
        [one] Still so after 1 second: it waits for that
       *[other] Still so after { $wanted } seconds: it waits for that
      }
    [still] { $wanted ->
        [one] Still so after 1 second
       *[other] Still so after { $wanted } seconds
      }
    [changed] { $wanted ->
        [one] Still so after 1 second: it had changed by then
       *[other] Still so after { $wanted } seconds: it had changed by then
      }
    [off] { $wanted ->
        [one] Still so after 1 second: it was switched off meanwhile
       *[other] Still so after { $wanted } seconds: it was switched off meanwhile
      }
    [paused] { $wanted ->
        [one] Still so after 1 second: everything was paused by then
       *[other] Still so after { $wanted } seconds: everything was paused by then
      }
   *[ended] { $wanted ->
        [one] Still so after 1 second: it was over by then
       *[other] Still so after { $wanted } seconds: it was over by then
      }
  }
verdict-once-per-call = { $met ->
    [yes] Once per call: this was the first time
   *[no] Once per call: it was done for this call already
  }
verdict-answered-here = { $met ->
    [yes] Answered on this line
   *[no] Answered on this line: nobody had answered it here
  }

## Activity

activity-search = Search activity
activity-search-for = Name, number or custom event
activity-show = Show
activity-filter = { $filter ->
    [call] Calls
    [device] Phone
    [connection] Connection
    [failed] Only what failed
   *[all] Everything
  }
day-name = { $which ->
    [today] Today, { $day }
    [yesterday] Yesterday, { $day }
   *[other] { $day }
  }
activity-line = { $kind ->
    [device] { $line ->
        [other] { $state ->
            [offHook] <b>{ $name }</b>’s phone went off hook
            [onHook] <b>{ $name }</b>’s phone went on hook
            [dndOn] <b>DND</b> went on at <b>{ $name }</b>’s phone
            [dndOff] <b>DND</b> went off at <b>{ $name }</b>’s phone
           *[all] <b>{ $name }</b>’s phone changed
          }
       *[own] { $state ->
            [offHook] <b>Your phone</b> went off hook
            [onHook] <b>Your phone</b> went on hook
            [dndOn] <b>DND</b> went on
            [dndOff] <b>DND</b> went off
           *[all] <b>Your phone</b> changed
          }
      }
    [connection] { $state ->
        [signedIn] <b>Signed in</b>
        [signedOut] { $reason ->
            [none] <b>Signed out</b>
           *[other] <b>Signed out.</b> { $reason }
          }
        [connectionLost] { $reason ->
            [none] <b>Connection lost</b>
           *[other] <b>Connection lost.</b> { $reason }
          }
        [connectionRestored] <b>Connection restored</b>
        [recovered] <b>The phone system had gone silent</b>, and is heard again
        [unreadable] <b>Something the phone system said could not be read</b> and was passed over
        [notPermitted] { $line ->
            [other] <b>{ $name }</b>’s line can’t be watched: the phone system doesn’t allow it
           *[own] <b>The phone system doesn’t let you hear your own line</b>
          }
        [recordDamaged] { $lost ->
            [none] <b>The record of what happened was damaged.</b> { $detail } rows of it could be read
           *[other] <b>The record of what happened was damaged.</b> { $detail } rows of it could be read, { $lost } are lost
          }
        [soundReplaced] { $reason ->
            [missing] <b>{ $detail } is gone.</b> The built-in sound was played instead
            [unreadable] <b>{ $detail } can’t be read.</b> The built-in sound was played instead
           *[other] <b>{ $detail } can’t be played.</b> The built-in sound was played instead
          }
        [noSoundDevice] <b>A call rang unheard</b>: there was nothing to play a sound on
       *[all] <b>Connection changed</b>
      }
   *[call] { $state ->
        [dialing] { $line ->
            [other] <b>{ $name }</b> called <b>{ $who }</b>
           *[own] You called <b>{ $who }</b>
          }
        [ringing] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $name }</b> called <b>{ $who }</b>, and it rang there
               *[own] You called <b>{ $who }</b>, and it rang there
              }
           *[incoming] { $line ->
                [other] <b>{ $who }</b> rang at <b>{ $name }</b>’s line
               *[own] <b>{ $who }</b> rang
              }
          }
        [connected] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $who }</b> answered <b>{ $name }</b>
               *[own] <b>{ $who }</b> answered you
              }
           *[incoming] { $line ->
                [other] <b>{ $name }</b> answered <b>{ $who }</b>
               *[own] You answered <b>{ $who }</b>
              }
          }
        [held] { $line ->
            [other] <b>{ $name }</b> put <b>{ $who }</b> on hold
           *[own] <b>{ $who }</b> was put on hold
          }
        [resumed] { $line ->
            [other] <b>{ $name }</b> took up the call with <b>{ $who }</b> again
           *[own] The call with <b>{ $who }</b> was taken up again
          }
        [transferred] { $line ->
            [other] <b>{ $name }</b> transferred the call with <b>{ $who }</b>
           *[own] The call with <b>{ $who }</b> was transferred
          }
        [forwarded] { $line ->
            [other] The call from <b>{ $who }</b> was forwarded by <b>{ $name }</b>’s line
           *[own] The call from <b>{ $who }</b> was forwarded
          }
        [missed] { $outcome ->
            [voicemail] { $line ->
                [other] Missed call from <b>{ $who }</b> at <b>{ $name }</b>’s line, sent to voicemail
               *[own] Missed call from <b>{ $who }</b>, sent to voicemail
              }
            [busy] { $line ->
                [other] Missed call from <b>{ $who }</b> at <b>{ $name }</b>’s line, which was busy
               *[own] Missed call from <b>{ $who }</b>, turned away as busy
              }
           *[other] { $line ->
                [other] Missed call from <b>{ $who }</b> at <b>{ $name }</b>’s line
               *[own] Missed call from <b>{ $who }</b>
              }
          }
       *[completed] { $line ->
            [other] { $outcome ->
                [answered] The call of <b>{ $name }</b> with <b>{ $who }</b> ended
               *[other] The call of <b>{ $name }</b> with <b>{ $who }</b> ended unanswered
              }
           *[own] { $outcome ->
                [noAnswer] <b>{ $who }</b> didn’t answer you
                [cancelled] The call with <b>{ $who }</b> was given up
                [declined] { $direction ->
                    [outgoing] <b>{ $who }</b> declined your call
                   *[incoming] You declined <b>{ $who }</b>
                  }
                [busy] <b>{ $who }</b> was busy
                [failed] The call to <b>{ $who }</b> failed
                [voicemail] <b>{ $who }</b> went to voicemail
                [forwarded] The call with <b>{ $who }</b> was forwarded
                [answeredElsewhere] <b>{ $who }</b> was answered elsewhere
               *[answered] The call with <b>{ $who }</b> ended
              }
          }
      }
  }{ $late ->
    [yes] {", while offline"}
   *[no] {""}
  }
activity-result = { $count ->
    [0] {""}
    [one] { $name }
   *[other] { $count } custom events
  }{ $waiting ->
    [0] {""}
    [one] , 1 waits
   *[other] , { $waiting } wait
  }{ $heldBack ->
    [0] {""}
   *[other] { $count ->
        [0] { $heldBack } left out
       *[other] , { $heldBack } left out
      }
  }
activity-failed = { $count } failed
activity-outbox = { $waiting ->
    [0] {""}
    [one] 1 request to a web service waits for its next try.
   *[other] { $waiting } requests to web services wait for their next try.
  } { $parked ->
    [0] {""}
    [one] 1 is not tried any more until you say so.
   *[other] { $parked } are not tried any more until you say so.
  }
activity-kept = Kept for
activity-kept-days = { $days ->
    [7] A week
    [365] A year
   *[other] { $days } days
  }
activity-export = Export
activity-export-as = { $format ->
    [csv] Everything as CSV, for a spreadsheet…
   *[json] Everything as JSON, for a program…
  }
activity-exported = Everything that is kept was saved to the file.
activity-clear-now = Clear now
activity-clear-sure = Everything is deleted from this computer, but for what is still to be sent. There is no way back.
activity-clear = Delete all of it
activity-keep = Keep it
activity-empty-title = Nothing has happened yet
activity-empty-lead = Every call and every change of your phone is written down here, with what your custom events did about it, and why.
activity-none-found = Nothing found
activity-none-found-lead = Nothing that is kept has this in its name, number or state, or in the custom events that ran.
activity-show-all = Show everything
run-again = Run again
owed = { $attempts ->
    [0] It was not tried yet.
    [one] Tried once.
   *[other] Tried { $attempts } times.
  }{ $problem ->
    [none] {""}
   *[other] {" "}{ $problem }
  } { $next ->
    [never] It is not tried any more until you say so.
   *[other] { $attempts ->
        [0] It is tried at { $next }.
       *[other] It is tried again at { $next }.
      }
  }
run-unknown = There is no variable { $name }, so it was sent as it stands.
run-was-again = Run again at { $time }:
owed-retry = Retry now
owed-delete = Delete

## Files of custom events

export-title = Export custom events
export-save = Save { $count } to a file…
export-foot = Secrets stay in the keyring: the file holds their names only. What looks like a secret is left out.
import-title = Import custom events
import-empty =
    { $file } holds no custom events: none was chosen when it was exported.
    There is nothing to add. Choose another file.
import-lead = { $count ->
    [one] { $file } holds one custom event. Look at what it does before you take it.
   *[other] { $file } holds { $count } custom events. Look at what they do before you take them.
  }
import-add = { $count ->
    [0] Add none
   *[other] Add { $count }, switched off
  }
import-foot = Each arrives switched off. It can be switched on once you have looked at it in the editor and saved it.
import-program = { $parameters ->
    [none] It runs this program:
   *[other] It runs this program, with these parameters:
  }
import-folder = It starts in { $folder }.
import-hosts = It reaches { $list }.
import-headers = It sends these headers: { $list }.
import-sounds = It plays { $list }.
import-secrets = It sends these secrets of yours, if you have them: { $list }.
import-disguised = Something in it shows otherwise than it is. Take it only if you know who made it.
import-replaces = You have another version of it already. Ticked, this one takes the place of yours and arrives switched off.
import-same = You have just the same one already. Ticked, this one takes its place and arrives switched off.
import-problem-unreadable =
    { $file } can’t be read.
    Check that you may open it, or choose another.
import-problem-not-ours =
    { $file } holds no custom events of Bellhop.
    Choose a file that Bellhop exported.
import-problem-too-new =
    { $file } comes from a newer Bellhop.
    Update Bellhop on this computer, then import it again.
import-problem-too-large =
    { $file } is too large for a file of custom events.
    Choose another.

## The small window with messages

message-window = Messages
message-close = Close { $title }
message-more = { $count ->
    [one] 1 more
   *[other] { $count } more
  }

## Account

account-title = Signed in
account-user = User
account-number = Number
account-server = Server
account-server-demo = The demo phone system inside Bellhop
account-secret = { $credential ->
    [token] Access token
   *[password] Password
  }
account-secret-kept = In this computer’s keyring
account-secret-once = Kept only until you quit
account-encryption = Encryption
account-plain-http = Not required: you allowed unencrypted http
account-plain-http-help = Your password and your calls could be read on the way. Sign out and in again to change that.
account-web-apps = Web applications
account-web-app = { $kind ->
    [events] Events: { $path }
    [channels] Event channels: { $path }
   *[actions] Actions: { $path }
  }
account-certificate = Certificate
account-certificate-trusted = Trusted by you for { $host }
account-stop-trusting = Stop trusting
account-stop-trusting-label = Stop trusting the certificate of { $host }
account-sign-out = Sign out
account-leave-demo = Leave the demo

## Watched lines, on the page Account

watched-title = Watched lines
watched-lead = Watch colleagues’ lines to hear and see whose phone rings.
watched-add-list = Add from busy-lamp list
watched-add-colleague = Add a colleague
watched-allowed = Allowed
watched-not-permitted = The phone system doesn’t let you watch this line. Ask your administrator whether it is on your busy-lamp list and whether its calls are private.
watched-not-permitted-says = The phone system doesn’t let you watch this line. Ask your administrator whether it is on your busy-lamp list and whether its calls are private. The phone system says: “{ $detail }”
watched-stop = Stop watching { $name }
watched-stopped = { $name } is not watched any more.
watched-list-asking = Asking for your busy-lamp list…
watched-added = { $count ->
    [one] Added 1 line.
   *[other] Added { $count } lines.
  }
watched-added-some = { $count ->
    [one] Added 1 line. Your busy-lamp list holds more than Bellhop reads.
   *[other] Added { $count } lines. Your busy-lamp list holds more than Bellhop reads.
  }
watched-list-empty = Your busy-lamp list is empty.
watched-list-known = Every line of your busy-lamp list is watched already.
colleague-search = Name or extension of a colleague
colleague-close = Close
colleague-list = Colleagues
colleague-watch = Watch
colleague-watch-label = Watch { $name }
colleague-watched = Watched
colleague-looking = Looking…
colleague-found = { $count ->
    [one] 1 colleague found.
   *[other] { $count } colleagues found.
  }
colleague-none = No colleague has “{ $name }” in their name.
colleague-more = There are more. Type more of the name.

## General

general-starting = Starting and closing
general-start-at-sign-in = Start when you sign in to this computer
general-start-at-sign-in-failed = This computer did not take that ({ $detail }). Look in its own settings for the programs it starts.
general-start-minimized = Start without opening the window
general-quit-on-close = Quit when the window is closed
general-quit-on-close-help = Otherwise Bellhop goes on and hears your calls while you are signed in
general-appearance = Appearance
general-theme = Theme
theme = { $theme ->
    [light] Light
    [dark] Dark
   *[system] System
  }
general-language = Language
general-language-system = As the system says
general-notifications = Notifications
general-notify = Notify when Bellhop doesn’t hear your calls
general-notify-help = After a minute without a connection, and when a sign-in ends by itself
general-numbers = Numbers
general-country = Home country
general-country-help = Makes 0131 496 0121 and +44 131 496 0121 the same number
general-country-of-system = { $country ->
    [none] As the phone system says (not said)
   *[other] As the phone system says ({ $country })
  }
general-country-option = { $code ->
    [none] { $name }
   *[other] { $name }, +{ $code }
  }
general-prefix = National prefix
general-prefix-help = What you dial first to call another area of your country, such as 0
general-outside = Outside-line digits
general-outside-help = What you dial first to reach the outside, such as 9. Empty if there is none.
general-digits-none = None
general-digits-only = Type digits only.

## About

about-version = Bellhop { $version }
about-lead = Signed in to a BroadWorks phone system as you, and to nothing else.
about-first-steps = Your sounds, a custom event, and a call to see it work
about-show = Show
about-show-first-steps = Show the first steps
about-read = More about Bellhop
about-leaf = { $which ->
    [documentation] Documentation
    [source] Source code
    [issues] Report a mistake
    [settings] Settings
   *[activity] Activity, and what is still to be sent
  }
about-open = { $which ->
    [settings] Open folder
    [activity] Open folder
   *[other] Open
  }
about-open-label = { $which ->
    [settings] Open folder: { $what }
    [activity] Open folder: { $what }
   *[other] Open: { $what }
  }
about-documentation-help = How to set it up, and what each part does
about-source-help = What Bellhop is made from, to read and to change
about-issues-help = What is known, and where to say what went wrong
about-kept = Kept on this computer
about-kept-foot = Passwords and other secrets are in neither: the keyring has them. Bellhop keeps no log file.
about-licence = Licences
about-licence-own = Bellhop and both built-in sounds
about-licence-text = MIT or Apache 2.0, whichever you like better.
about-parts = What it is built from
about-parts-text = The work of others, each under its own terms
about-licences-button = { $open ->
    [yes] Hide
   *[no] Show
  }
about-licences-label = { $open ->
    [yes] Hide the licences of what it is built from
   *[no] Show the licences of what it is built from
  }

## The tray

tray-open = Open Bellhop
tray-waiting = { $count ->
    [1] One request to a web service waits for its next try
   *[other] { $count } requests to web services wait for their next try
  }
tray-connection-connected = Connected
tray-connection-signed-out = Not signed in
tray-connection-signing-in = Signing in…
tray-connection-reconnecting = { $seconds ->
    [none] Reconnecting…
   *[other] Reconnecting in { $seconds } s
  }
tray-connection-not-permitted = Not allowed to hear calls
tray-connection-in-call = Connected, in a call
tray-connection-ringing = Connected, ringing
tray-connection-dnd = Connected, do not disturb
tray-silence = Silence
tray-custom-events = Custom events
tray-sounds = Sounds
tray-mute-in-call = Mute speakers in call
tray-paused = Paused until { $time }
tray-settings = Settings
tray-sign-out = Sign out
tray-quit = Quit

## Notifications about the connection; what is in the way is said below

toast-not-connected = Bellhop doesn’t hear your calls
toast-signed-out = Bellhop is signed out
toast-in-tray = Bellhop is still running
toast-in-tray-text = It stays in the tray and hears your calls while you are signed in. Quit is in its menu there; what closing the window does is a choice in General.

## The command line

cli-certificate = It is for { $subject }, issued by { $issuer }, with the SHA-256 fingerprint { $sha256 }. If your administrator confirms the fingerprint, trust it with --trust.
cli-not-permitted = The phone system doesn’t let you hear { $line }. { $right ->
    [none] Ask your administrator for the right to watch it.
   *[other] Ask your administrator. The phone system says: “{ $right }”
  }
cli-settings-set-aside = Your settings could not be read, so Bellhop starts with new ones. The old file is kept as { $detail }.
cli-custom-events-not-read = Some custom events can’t be read, so they do nothing: { $detail }. They stay in the settings file.
cli-journal-set-aside = The record of what happened was damaged. { $kept } rows of it could be read, { $lost ->
    [none] and how many are lost is not known
   *[other] { $lost } are lost
  }. The old file is { $detail }.
cli-journal-not-kept = What is owed to web services can’t be written down, so it is lost when Bellhop ends: { $detail }
cli-check-good = Nothing is wrong with these settings. Custom events: { $count }.
cli-check-problem = “{ $event }”, { $field }: { $problem }
cli-check-hint = “{ $event }”, { $field }: { $problem } This is a hint: it works as it is.
cli-check-not-read = “{ $event }” can’t be read: { $detail }
