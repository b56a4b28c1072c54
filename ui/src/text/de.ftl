# Alles, was Bellhop zeigt, auf Deutsch. Was eine Nachricht bedeutet und woraus sie besteht, steht in en.ftl.

## The language itself

direction = ltr

## Pages

app-name = Bellhop
page-status = Status
page-sounds = Töne
page-custom-events = Eigene Ereignisse
page-activity = Verlauf
page-simulate = Anruf simulieren
page-first-steps = Erste Schritte
page-general = Allgemein
page-account = Konto
page-about = Info
window-title = { $page } – Bellhop
pages = Seiten
pages-close = Liste der Seiten schließen
more = Mehr
remove = Entfernen
remove-label = { $what } entfernen

## The connection, in the list of pages and at the top of Status

state-connected = Verbunden
state-ringing = Verbunden, es klingelt
state-in-call = Verbunden, im Gespräch
state-dnd = Verbunden, nicht stören
state-paused = Pausiert
state-signing-in = Anmeldung läuft…
state-reconnecting = { $seconds ->
    [0] Wird wieder verbunden…
   *[other] Neuer Versuch in { $seconds } s
  }
state-not-connected = Nicht verbunden
state-not-permitted = Darf keine Anrufe hören
state-signed-out = Abgemeldet
who = { $extension ->
    [none] { $name }
   *[other] { $name }, { $extension }
  }

## Sign in

sign-in-title = Bei Ihrer Telefonanlage anmelden
sign-in-lead = Bellhop bemerkt Ihre Anrufe und tut, was Sie möchten.
sign-in-server = Server
sign-in-server-help = Eine Webadresse, ein Rechnername oder einfach die Domain Ihrer Firma.
sign-in-user = Benutzerkennung
sign-in-secret = { $credential ->
    [token] Zugriffstoken
   *[password] Passwort
  }
sign-in-secret-help = Bleibt im Schlüsselbund dieses Computers und nirgends sonst.
sign-in-secret-help-once = Wird beim Beenden vergessen.
sign-in-show-secret = { $credential ->
    [token] Zugriffstoken anzeigen
   *[password] Passwort anzeigen
  }
sign-in-plain-http = Ohne Verschlüsselung anmelden
sign-in-plain-http-help = Ihr Passwort und Ihre Anrufe könnten unterwegs mitgelesen werden. Lassen Sie das aus, wenn Ihre Administration nichts anderes sagt.
sign-in-with = Anmelden mit
sign-in-with-kind = { $credential ->
    [token] Zugriffstoken
   *[password] Passwort
  }
sign-in-web-apps = Webanwendungen
sign-in-web-apps-help = Nur, wenn Ihre Administration ihnen andere Namen gibt. Leer stehen sie für die üblichen.
sign-in-web-app = { $path ->
    [events] Ereignisse
    [channels] Ereigniskanäle
   *[actions] Aktionen
  }
sign-in-here = Hier anmelden
sign-in-wait = { $seconds ->
    [0] Sie können es jetzt wieder versuchen.
    [one] Sie bittet um 1 Sekunde Geduld.
   *[other] Sie bittet um { $seconds } Sekunden Geduld.
  }
sign-in-remember = Auf diesem Computer angemeldet bleiben
sign-in = Anmelden
sign-in-busy = Anmeldung läuft…
sign-in-alternative = Ohne Telefonanlage
sign-in-back = Zurück zur Anmeldung
sign-in-demo-lead = Kein Konto zur Hand? Eine kleine Telefonanlage in Bellhop macht die Anrufe.
sign-in-demo = Ohne Telefonanlage ausprobieren
sign-in-demo-busy = Startet…
sign-in-needs-server = Geben Sie den Namen oder die Webadresse Ihrer Telefonanlage ein.
sign-in-needs-user = Geben Sie Ihre Benutzerkennung ein.
sign-in-needs-password = Geben Sie Ihr Passwort ein.
sign-in-needs-token = Fügen Sie Ihren Zugriffstoken ein.

## What is in the way of a connection; $detail is a host, a proxy, a status or a right

problem-host-unknown =
    Es gibt keinen Server namens { $detail }.
    Prüfen Sie die Schreibweise und ob Sie online sind.
problem-unreachable =
    { $detail } antwortet nicht.
    Prüfen Sie, ob Sie online sind und ob Ihr Netz Sie dorthin lässt.
problem-certificate =
    { $distrust ->
        [outOfDate] Das Zertifikat von { $detail } ist abgelaufen.
        [otherName] { $detail } hat ein Zertifikat gezeigt, das auf einen anderen Namen lautet.
        [unknownIssuer] Dieser Computer weiß nicht, wer das Zertifikat von { $detail } ausgestellt hat.
        [revoked] Das Zertifikat von { $detail } wurde zurückgezogen.
       *[other] Dem Zertifikat von { $detail } ist nicht zu trauen ({ $more }).
    }
    { $distrust ->
        [revoked] Wer es ausgestellt hat, sagt, dass man ihm nicht mehr trauen darf. Fragen Sie Ihre Administration.
       *[other] Wenn Ihre Administration den Fingerabdruck bestätigt, können Sie diesem Zertifikat für diesen Server allein vertrauen.
    }
problem-encryption =
    { $detail } bietet keine sichere Verschlüsselung an.
    Dort wird einfaches http gesprochen oder eine Version von TLS, die nicht mehr sicher ist. Klären Sie Adresse und Port mit Ihrer Administration.
problem-proxy =
    Der Proxy { $detail } lässt Bellhop nicht durch.
    Er sagt: { $more }. Klären Sie die Proxy-Einstellungen dieses Computers mit Ihrer Administration.
problem-moved =
    { $detail } schickt Sie weiter zu { $more }.
    Bellhop geht nicht von selbst dorthin, weil Ihr Passwort mitginge. Wenn Ihre Administration den neuen Server bestätigt, verwenden Sie ihn.
problem-moved-unencrypted =
    { $detail } schickt Sie weiter zu { $more }, wo nichts verschlüsselt ist.
    Bellhop geht nicht dorthin: Ihr Passwort könnte unterwegs mitgelesen werden. Bitten Sie Ihre Administration um eine Adresse, die mit https beginnt.
problem-refused =
    Die Telefonanlage hat diese Anmeldung abgelehnt.
    Prüfen Sie Benutzerkennung und Passwort. Bellhop wartet auf Sie: Nach ein paar weiteren falschen Passwörtern sperrt die Telefonanlage das Konto.
problem-forbidden =
    Sie dürfen sich anmelden, aber keine Anrufe hören.
    Bitten Sie Ihre Administration um das Recht, das Xtended Services Interface mit Rufsteuerung zu verwenden.
problem-forbidden-right =
    Sie dürfen sich anmelden, aber keine Anrufe hören.
    Fragen Sie Ihre Administration. Die Telefonanlage sagt: „{ $detail }“
problem-not-xsi =
    { $detail } hat geantwortet, aber nicht als Telefonanlage mit XSI-Schnittstelle.
    Klären Sie den Namen des Servers mit Ihrer Administration; oft beginnt er mit „xsp“.
problem-server-busy =
    Die Telefonanlage ist überlastet ({ $detail }).
    Das gibt sich oft von selbst.
problem-timed-out =
    { $detail } hat zu lange für eine Antwort gebraucht.
    Prüfen Sie, ob Sie online sind, oder versuchen Sie es in einer Minute wieder.
problem-insecure =
    Dieser Server würde ohne Verschlüsselung erreicht, Ihr Passwort könnte also unterwegs mitgelesen werden.
    Verwenden Sie eine Adresse, die mit https beginnt. Wenn es laut Ihrer Administration keine gibt, erlauben Sie es unten.
problem-bad-address =
    Das ist keine Adresse eines Servers.
    Geben Sie eine Webadresse wie https://xsp.example.com oder den Namen eines Rechners ein.
problem-no-keyring =
    Kein Schlüsselbund ist offen, deshalb ist das Passwort nicht zu bekommen.
    Öffnen Sie den Schlüsselbund dieses Computers oder geben Sie das Passwort noch einmal ein.
problem-signed-in-elsewhere =
    Bellhop ist anderswo angemeldet, und dort werden Ihre Anrufe jetzt gehört.
    Melden Sie sich hier an, dann werden sie hier gehört.
problem-user-deleted =
    Die Telefonanlage kennt diesen Benutzer nicht mehr.
    Fragen Sie Ihre Administration, ob sich die Benutzerkennung geändert hat.
problem-no-password =
    Der Schlüsselbund enthält kein Passwort für dieses Konto.
    Geben Sie es noch einmal ein.
problem-no-account =
    Auf diesem Computer ist kein Konto gespeichert.
    Melden Sie sich einmal im Fenster an, oder nennen Sie einen Server und einen Benutzer.
problem-no-event-channel =
    Die Telefonanlage hält keinen Ereigniskanal für Sie offen.
    Bellhop bittet um einen neuen. Wenn es dabei bleibt, fragen Sie Ihre Administration, ob Ereignisse erlaubt sind.
problem-other =
    Die Verbindung zur Telefonanlage ist abgerissen.
    Versuchen Sie es in einer Minute wieder. Bleibt es dabei, weiß Ihre Administration vielleicht, was das heißt: „{ $detail }“

problem-trust = Diesem Zertifikat vertrauen
problem-use-server = Diesen Server verwenden
certificate-subject = Ausgestellt für
certificate-issuer = Ausgestellt von
certificate-sha256 = SHA-256-Fingerabdruck

## Notices at the top of a page

notice-settings-set-aside =
    Ihre Einstellungen waren nicht lesbar, deshalb beginnt Bellhop mit neuen.
    Die alte Datei liegt unter { $detail }.
notice-custom-events-not-read =
    Einige eigene Ereignisse sind nicht lesbar und tun deshalb nichts: { $detail }.
    Sie bleiben in der Einstellungsdatei. Vielleicht hat ein neueres Bellhop sie geschrieben.
notice-settings-too-new =
    Ein neueres Bellhop hat Ihre Einstellungen geschrieben, deshalb beginnt dieses mit neuen.
    Die neuere Datei liegt unter { $detail }.
notice-journal-set-aside =
    Die Aufzeichnung des Verlaufs war beschädigt. Was davon lesbar war, ist noch da; der Verlauf sagt, wie viel das ist.
    Die alte Datei liegt unter { $detail }.
notice-journal-not-kept =
    Der Verlauf kann nicht aufgezeichnet werden ({ $detail }).
    Bellhop versucht es von selbst wieder und merkt ihn sich, bis Sie es beenden. Prüfen Sie, ob auf der Festplatte Platz ist und ob Bellhop in seinen Ordner schreiben darf.
notice-journal-not-opened =
    Der Verlauf kann nicht aufgezeichnet werden ({ $detail }).
    Bellhop merkt ihn sich, bis Sie es beenden. Prüfen Sie, ob auf der Festplatte Platz ist und ob Bellhop in seinen Ordner schreiben darf, und starten Sie es neu.
notice-settings-not-saved =
    Ihre Einstellungen konnten nicht gespeichert werden ({ $detail }).
    Sie gelten, bis Sie Bellhop beenden; es versucht von selbst wieder, sie zu speichern. Prüfen Sie, ob auf der Festplatte Platz ist und ob Bellhop in seinen Ordner schreiben darf.
notice-speakers-not-muted =
    Dieser Computer ließ sich für diesen Anruf nicht leise stellen ({ $detail }).
    Bellhop versucht es alle zwei Sekunden wieder, bis der Anruf endet.
notice-mute-output-gone =
    { $detail } ist nicht angeschlossen, deshalb lässt dieser Anruf Ihre Lautsprecher, wie sie sind.
    Schließen Sie es an, oder wählen Sie auf der Seite „Töne“ ein anderes Ausgabegerät.
notice-password-not-kept =
    Kein Schlüsselbund ist offen, deshalb kann das Passwort nicht behalten werden.
    Sie bleiben angemeldet, bis Sie Bellhop beenden. Öffnen Sie den Schlüsselbund dieses Computers und melden Sie sich neu an, um es zu behalten.
notice-no-sound-device =
    Es gibt nichts, worauf ein Ton abgespielt werden könnte.
    Schließen Sie Lautsprecher oder ein Headset an, dann sind die Töne wieder zu hören.
notice-sound-not-played =
    Ein Ton konnte nicht abgespielt werden ({ $detail }).
    Wählen Sie unter Töne einen anderen.
notice-outbox-not-kept =
    Was Webdienste noch bekommen sollen, kann nicht aufgezeichnet werden ({ $detail }).
    Bellhop versucht es von selbst wieder und merkt es sich, bis Sie Bellhop beenden. Prüfen Sie, ob auf der Festplatte Platz ist und ob Bellhop in seinen Ordner schreiben darf.
notice-outbox-full =
    Zu viel wartet darauf, an Webdienste gesendet zu werden, deshalb werden neue Anfragen nicht behalten.
    Sehen Sie im Verlauf nach, was scheitert. Was sich nicht zu senden lohnt, können Sie dort einzeln löschen, oder hier alles auf einmal.
outbox-filling =
    Was darauf wartet, an Webdienste gesendet zu werden, füllt { $full } % seines Platzes.
    Ist er voll, werden neue Anfragen nicht behalten. Sehen Sie im Verlauf nach, was scheitert. Was sich nicht zu senden lohnt, können Sie dort einzeln löschen, oder hier alles auf einmal.
outbox-delete = Alles Wartende löschen
outbox-delete-sure = Alle Anfragen, die warten, werden gelöscht, auch die, die nicht mehr versucht werden. Es gibt kein Zurück.
notice-password-not-forgotten =
    Das Passwort konnte nicht aus dem Schlüsselbund entfernt werden.
    Entfernen Sie es dort: Es steht unter Bellhop.

## What a mistake in Bellhop itself looks like

trouble =
    Das konnte Bellhop nicht.
    Es sagt: { $detail }
trouble-close = Schließen

## First steps

first-title = { $step ->
    [sounds] So klingt Ihr Telefon
    [events] Lassen Sie etwas für sich tun
   *[call] Sehen Sie es arbeiten
  }
first-step = Erste Schritte, { $step } von { $count }
first-lead = { $step ->
    [sounds] So klingen Anrufe auf diesem Computer. Drücken Sie Abspielen, wählen Sie einen eigenen Ton oder schalten Sie einen aus.
    [events] Ein eigenes Ereignis tut etwas für Sie, sobald ein Anruf klingelt, verpasst wird oder endet. Beginnen Sie mit einem von diesen, oder gehen Sie ohne weiter.
   *[call] Ein simulierter Anruf geht vom ersten Klingeln bis zum Ende und zeigt bei jedem Schritt, was Ihre eigenen Ereignisse täten.
  }
first-foot = { $step ->
    [call] Mehr ist nicht einzurichten. <status>Weiter zu Status</status>
   *[other] <status>Erste Schritte überspringen</status>: Alles steht in der Liste der Seiten, und Info zeigt diese Schritte noch einmal.
  }
first-ring = Das Telefon klingeln lassen
first-ring-help = Die Telefonanlage zum Ausprobieren ruft Sie an: Sie hören es, und Status zeigt es
first-back = Zurück
first-next = Weiter

## Status

status-last-heard = { $who }. { $unit ->
    [now] Gerade eben gehört.
    [minutes] { $count ->
        [one] Vor einer Minute zuletzt gehört.
       *[other] Vor { $count } Minuten zuletzt gehört.
      }
   *[seconds] { $count ->
        [one] Vor einer Sekunde zuletzt gehört.
       *[other] Vor { $count } Sekunden zuletzt gehört.
      }
  }
status-retry = { $seconds ->
    [0] Nächster Versuch jetzt.
    [one] Nächster Versuch in 1 Sekunde.
   *[other] Nächster Versuch in { $seconds } Sekunden.
  }
status-retry-now = Jetzt versuchen
status-asks-again = Bellhop fragt jede Viertelstunde wieder.
status-try-again = Wieder versuchen
status-now = Jetzt
call-ran = Ausgelöst: { $events }.
event-quoted = „{ $name }“
call-show-in-activity = Im Verlauf zeigen
call-line-called-you = <number>{ $number }</number>, { $scope ->
    [internal] intern
   *[external] extern
  }. { $state ->
    [ringing] Ruft Sie seit { $time } an.
    [held] Hat Sie um { $time } angerufen. Wird gehalten.
   *[other] Hat Sie um { $time } angerufen.
  }
call-line-you-called = <number>{ $number }</number>, { $scope ->
    [internal] intern
   *[external] extern
  }. { $state ->
    [ringing] Klingelt dort seit { $time }.
    [dialing] Sie rufen seit { $time } an.
    [held] Sie haben um { $time } angerufen. Wird gehalten.
   *[other] Sie haben um { $time } angerufen.
  }
call-withheld = Unterdrückte Nummer
call-timer = { $state ->
    [ringing] Klingelt seit { $time }
   *[other] Im Gespräch seit { $time }
  }
call-state = { $state ->
    [dialback] Ruft erst Ihr Telefon an
    [dialing] Wählt
    [ringing] Klingelt
    [held] Wird gehalten
    [terminated] Beendet
   *[connected] Verbunden
  }
status-device = Ihr Telefon
status-hook = { $hook ->
    [offHook] Abgehoben
    [held] Abgehoben, Anruf wird gehalten
   *[onHook] Aufgelegt
  }
status-hook-label = Hörer
status-dnd-label = Nicht stören
status-dnd = { $on ->
    [yes] An
   *[no] Aus
  }
status-watched = Beobachtete Leitungen
status-watched-idle = Keine der { $count } Leitungen hat einen Anruf
watched-no-call = Kein Anruf
watched-asked = Wird gefragt…
watched-denied = Nicht erlaubt
watched-ringing = { $unit ->
    [minutes] { $count ->
        [one] Klingelt seit 1 Minute, <number>{ $number }</number>
       *[other] Klingelt seit { $count } Minuten, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Klingelt seit 1 Stunde, <number>{ $number }</number>
       *[other] Klingelt seit { $count } Stunden, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Klingelt seit 1 Sekunde, <number>{ $number }</number>
       *[other] Klingelt seit { $count } Sekunden, <number>{ $number }</number>
      }
  }
watched-in-call = { $unit ->
    [minutes] { $count ->
        [one] Im Gespräch seit 1 Minute, <number>{ $number }</number>
       *[other] Im Gespräch seit { $count } Minuten, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Im Gespräch seit 1 Stunde, <number>{ $number }</number>
       *[other] Im Gespräch seit { $count } Stunden, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Im Gespräch seit 1 Sekunde, <number>{ $number }</number>
       *[other] Im Gespräch seit { $count } Sekunden, <number>{ $number }</number>
      }
  }
watched-calling = Ruft <number>{ $number }</number> an
watched-on-hold = Wird gehalten, <number>{ $number }</number>
lines-show-all = Alle { $count } Leitungen zeigen
lines-show-fewer = Weniger Leitungen zeigen
status-before = Was vorher geschah und was daraufhin getan wurde, steht im <activity>Verlauf</activity>.
status-switches = Schalter
switch-custom-events = Eigene Ereignisse
switch-custom-events-help = { $total ->
    [0] Noch keine
   *[other] { $on } von { $total } { $on ->
        [one] ist
       *[other] sind
      } an
  }
switch-custom-events-off = Keines davon läuft
switch-sounds = Töne
switch-sounds-help = Klingeln und Anklopfen
switch-sounds-off = Anrufe sind hier nicht zu hören
switch-mute = Lautsprecher im Gespräch stumm
switch-mute-help = { $how ->
    [lower] Sie werden leiser, während Sie telefonieren
    [pause] Die Mediaplayer pausieren, während Sie telefonieren
   *[mute] Sie sind stumm, während Sie telefonieren
  }
switch-mute-off = Anrufe lassen Ihre Lautsprecher, wie sie sind

## The speakers, while something is done to them: at the top of Status, and in the tray

quiet-now = { $how ->
    [lower] Ihre Lautsprecher sind leiser, bis der Anruf endet.
    [pause] Ihre Mediaplayer pausieren, bis der Anruf endet.
   *[mute] Ihre Lautsprecher sind stumm, bis der Anruf endet.
  }
quiet-take-back = { $how ->
    [lower] Jetzt lauter
    [pause] Jetzt weiterspielen
   *[mute] Ton jetzt an
  }

## A pause of everything: on Status, and in the tray

pause-begin = Alles für 1 Stunde pausieren
pause-resume = Fortsetzen
status-paused =
    Pausiert bis { $time }.
    Kein Ton, kein eigenes Ereignis, und Ihre Lautsprecher bleiben, wie sie sind. Anrufe stehen weiter im Verlauf.

## The demo phone system

demo-title = Telefonanlage zum Ausprobieren
demo-lead = Sie läuft in Bellhop und nur auf diesem Computer. Sie sind { $name }; machen Sie ein paar Anrufe und sehen Sie, was geschieht.
demo-control = Auch Programme können sie steuern, unter { $url }.
demo-ring = Klingeln
demo-ring-second = Ein zweiter Anruf
demo-ring-internal = Kollege ruft an
demo-answer = Annehmen
demo-hold = Halten
demo-retrieve = Zurückholen
demo-hang-up = Auflegen
demo-dnd = Nicht stören
demo-hook = Abheben
demo-ring-watched = Bei einem Kollegen klingelt es
demo-answer-watched = Kollege nimmt an
demo-end-watched = Kollege legt auf
example-message = Sagen, wer anruft
example-message-text = { $number } ruft Sie an
example-log = Beendete Anrufe festhalten
demo-watch = Um ein Telefon eines Kollegen klingeln zu sehen, beobachten Sie dessen Leitung unter <account>Konto</account>.

## Sounds

sounds-incoming = Eingehende Anrufe
sound-ringing = Klingelton
sound-ringing-help = Ein Anruf klingelt
sound-waiting = Anklopfton
sound-waiting-help = Ein zweiter Anruf klingelt, während Sie telefonieren
sound-built-in = { $which ->
    [line] Der Klingelton
    [waiting] Eingebaut: zwei tiefe Klopfer
   *[ringing] Eingebaut: Tischglocke
  }
sound-play = Abspielen
sound-play-label = { $which ->
    [line] Ton der Leitung von { $name } abspielen
    [waiting] Anklopfton abspielen
   *[ringing] Klingelton abspielen
  }
sound-stop = Stopp
sound-stop-label = { $which ->
    [line] Ton der Leitung von { $name } anhalten
    [waiting] Anklopfton anhalten
   *[ringing] Klingelton anhalten
  }
sound-choose = Wählen…
sound-choose-label = { $which ->
    [line] Ton für die Leitung von { $name } wählen
    [waiting] Anklopfton wählen
   *[ringing] Klingelton wählen
  }
sound-use-built-in = { $which ->
    [line] Klingelton verwenden
   *[other] Eingebauten Ton verwenden
  }
sounds-repeat = Wiederholen, bis angenommen wird
sounds-repeat-help = Sonst ist jeder Anruf einmal zu hören
sounds-volume = Lautstärke
sounds-percent = { $percent } %
sounds-device = Ausgabegerät
sounds-device-default = Standardgerät des Systems
sounds-device-gone = { $name } ist nicht angeschlossen. Töne kommen über das Standardgerät des Systems, bis es wieder angeschlossen ist.
sounds-lines = Leitungen, die hier klingeln
sounds-lines-help = Geben Sie einer beobachteten Leitung einen eigenen Ton, dann hören Sie, wer angerufen wird.
sounds-lines-none = Um das Telefon eines Kollegen klingeln zu hören, beobachten Sie dessen Leitung unter <account>Konto</account>.
sounds-line-unheard = Die Telefonanlage lässt Sie diese Leitung nicht beobachten, deshalb sind ihre Anrufe hier nicht zu hören. Fragen Sie Ihre Administration, ob sie in Ihrem Besetztlampenfeld steht und ob ihre Anrufe privat sind.
sounds-own-line = { $extension ->
    [none] Ihre eigene Leitung
   *[other] Ihre eigene Leitung, { $extension }
  }
sounds-off = Töne sind insgesamt aus. Schalten Sie sie unter <status>Status</status> ein.
sounds-foot = Nur WAV-Dateien bis 20 MB. Von langen wird die erste Minute gespielt.
sound-problem-missing = Diese Datei ist weg. Wählen Sie eine andere.
sound-problem-not-wav = Das ist kein WAV-Ton, was auch immer der Name sagt. Wählen Sie einen anderen.
sound-problem-unreadable = Diese Datei ist nicht lesbar. Prüfen Sie, ob Sie sie öffnen dürfen, oder wählen Sie eine andere.
sound-problem-too-large = Diese Datei ist größer als 20 MB. Wählen Sie eine kürzere.
sound-problem-unknown-format = Diese Art WAV-Datei kann Bellhop nicht abspielen. Wählen Sie eine mit einfachem PCM-Ton: bis 32 Bit, bis acht Kanäle, 1 bis 192 kHz.
mute-title = Während Sie telefonieren
mute-help = Nur, was Sie hören, nie ein Mikrofon. Was Sie während des Anrufs ändern, bleibt, wie Sie es eingestellt haben.
mute-how = Wie
mute-way = { $how ->
    [lower] Leiser
    [pause] Mediaplayer anhalten
   *[mute] Stumm
  }
mute-lower-to = Leiser, auf
mute-from = Ab
mute-begins = { $from ->
    [ringing] Klingeln
   *[answered] Annehmen
  }
mute-output-gone = { $name } ist nicht angeschlossen. Anrufe lassen Ihre Lautsprecher, wie sie sind, bis es wieder da ist.
mute-foot = { $spared ->
    [yes] Bellhops eigener Anklopfton bleibt hörbar. Ein Softphone, das über dieselben Lautsprecher spielt, kann mit leise werden.
   *[no] Auf diesem System lassen sich nur die Lautsprecher insgesamt leise stellen, Bellhops eigener Anklopfton mit ihnen. Ein Softphone, das darüber spielt, wird auch leise.
  }
mute-foot-windows = Windows hat einen eigenen Schalter für Anrufe auf diesem Computer, unter Sound, Kommunikation.
mute-foot-pause = Mediaplayer lassen sich auf diesem System nicht anhalten.
sound-problem-damaged = Diese WAV-Datei ist beschädigt. Wählen Sie eine andere.
sound-problem-empty = In dieser Datei ist nichts zu hören. Wählen Sie eine andere.
sound-problem-then = { $refused ->
    [yes] Sie wurde nicht übernommen: Was vorher gewählt war, bleibt.
   *[no] Stattdessen wird der eingebaute Ton gespielt.
  }

## Custom events: the list

events-new = Neues eigenes Ereignis
events-start = Vorlagen
events-import = Importieren…
events-more = Mehr zu eigenen Ereignissen
events-foot = Sie laufen von oben nach unten. Was jedes tun würde, sehen Sie, wenn Sie <simulate>einen Anruf simulieren</simulate>.
events-exported = { $count ->
    [one] Ein eigenes Ereignis ist in der Datei gespeichert.
   *[other] { $count } eigene Ereignisse sind in der Datei gespeichert.
  }
events-list = Eigene Ereignisse
events-off = Eigene Ereignisse sind insgesamt aus. Schalten Sie sie unter <status>Status</status> ein.
event-sentence = Wenn { $category ->
    [connection] <b>{ $state ->
        [signedIn] Sie angemeldet sind
        [signedOut] Sie abgemeldet sind
        [lost] die Verbindung abbricht
        [restored] die Verbindung wieder da ist
       *[all] sich die Verbindung ändert
      }</b>
    [device] { $line ->
        [any] { $state ->
            [offHook] <b>auf irgendeiner Leitung abgehoben wird</b>
            [onHook] <b>auf irgendeiner Leitung aufgelegt wird</b>
            [dndOn] <b>auf irgendeiner Leitung „Nicht stören“ angeht</b>
            [dndOff] <b>auf irgendeiner Leitung „Nicht stören“ ausgeht</b>
           *[all] <b>sich auf irgendeiner Leitung das Telefon ändert</b>
          }
        [one] { $state ->
            [offHook] <b>auf der Leitung von { $name } abgehoben wird</b>
            [onHook] <b>auf der Leitung von { $name } aufgelegt wird</b>
            [dndOn] <b>auf der Leitung von { $name } „Nicht stören“ angeht</b>
            [dndOff] <b>auf der Leitung von { $name } „Nicht stören“ ausgeht</b>
           *[all] <b>sich auf der Leitung von { $name } das Telefon ändert</b>
          }
       *[own] { $state ->
            [offHook] <b>Ihr Telefon abgehoben wird</b>
            [onHook] <b>Ihr Telefon aufgelegt wird</b>
            [dndOn] an Ihrem Telefon <b>„Nicht stören“ angeht</b>
            [dndOff] an Ihrem Telefon <b>„Nicht stören“ ausgeht</b>
           *[all] <b>sich Ihr Telefon ändert</b>
          }
      }
   *[call] <b>ein { $scope ->
        [internal] interner{" "}
        [external] externer{" "}
       *[both] {""}
      }{ $direction ->
        [inbound] eingehender Anruf
        [outbound] ausgehender Anruf
       *[both] Anruf
      }{ $remoteTel ->
        [none] {""}
       *[other] {" "}mit { $remoteTel }
      }{ $line ->
        [any] {" "}auf irgendeiner Leitung
        [one] {" "}auf der Leitung von { $name }
       *[own] {""}
      } { $state ->
        [ringing] klingelt
        [connected] verbunden ist
        [completed] beendet ist
        [missed] verpasst ist
        [dialing] gewählt wird
        [held] gehalten wird
        [resumed] wieder aufgenommen wird
        [transferred] übergeben wird
        [forwarded] weitergeleitet wird
       *[all] irgendeinen Zustand erreicht
      }</b>
  }{ $only ->
    [none] {""}
   *[other] {", "}{ $only }
  }, { $kind ->
    [runProgram] <b>{ $target }</b> starten
    [playSound] <b>{ $target }</b> abspielen
    [showMessage] die Meldung <b>„{ $target }“</b> zeigen
    [openWebPage] <b>{ $target }</b> öffnen
    [runWebService] den Webdienst <b>{ $target }</b> aufrufen
   *[none] nichts tun
  }{ $more ->
    [0] {""}
    [one] {" "}und noch etwas
   *[other] {" "}und noch { $more } Dinge
  }
event-never = Noch nie gelaufen
event-off = Aus
event-ran = Gelaufen { $when }
event-failed = Gescheitert { $when }
when = { $which ->
    [today] heute { $time }
    [yesterday] gestern { $time }
   *[other] { $day } { $time }
  }
keys = { $keys ->
    [Enter] Eingabe
    [Space] Leertaste
    [Control-D] Strg+D
    [Alt-ArrowUp] Alt+↑
    [Alt-ArrowDown] Alt+↓
    [Delete] Entf
   *[other] { $keys }
  }
event-menu = Mehr zu { $name }
event-edit = Bearbeiten
event-switch = { $on ->
    [yes] Ausschalten
   *[no] Einschalten
  }
event-duplicate = Duplizieren
event-up = Nach oben
event-down = Nach unten
event-export = Exportieren…
event-remove = Entfernen
event-removed = „{ $name }“ entfernt.
event-tried-again = Es wird wieder versucht, bis es geht, einen Tag lang.
event-look = Sehen, was getan wurde
event-imported = Aus einer Datei. Sehen Sie es sich an und speichern Sie es, dann lässt es sich einschalten.
undo = Rückgängig
events-empty-title = Was soll geschehen, wenn Ihr Telefon klingelt?
events-empty-lead = Ein eigenes Ereignis wartet auf etwas auf Ihrer Leitung, einen Anruf oder eine Änderung an Ihrem Telefon, und tut dann, was Sie sagen.
events-templates = Oder beginnen Sie mit einer Vorlage
events-templates-foot = Jede öffnet sich zum Bearbeiten. Vor dem Speichern läuft nichts.
template-use = Verwenden
template-use-label = Verwenden: { $name }

# What a custom event can start from. $part counts those that belong together; 0 stands for all of them.
start-open-crm = Datensatz des Anrufers öffnen
start-open-crm-help = Wenn ein externer Anruf klingelt, eine Webseite mit der Nummer des Anrufers in der Adresse öffnen
start-message-on-missed = Verpassten Anruf melden
start-message-on-missed-help = Wenn ein Anruf verpasst wurde, eine Meldung mit Name und Nummer des Anrufers zeigen
start-log-to-service = { $part ->
    [1] Beendete Anrufe an einen Webdienst melden
    [2] Verpasste Anrufe an einen Webdienst melden
   *[0] Jeden Anruf an einen Webdienst melden
  }
start-log-to-service-help = Zwei eigene Ereignisse: Wenn ein Anruf beendet oder verpasst wurde, alles darüber an eine Adresse von Ihnen senden
start-log-to-csv = { $part ->
    [1] Beendete Anrufe in eine Datei schreiben
    [2] Verpasste Anrufe in eine Datei schreiben
   *[0] Jeden Anruf in eine Datei schreiben
  }
start-log-to-csv-help = Zwei eigene Ereignisse: Wenn ein Anruf beendet oder verpasst wurde, eine Zeile an eine Datei für die Tabellenkalkulation anhängen
start-on-air-light = { $part ->
    [1] Licht an im Gespräch
    [2] Licht aus nach dem Gespräch
   *[0] Licht an und aus
  }
start-on-air-light-help = Zwei eigene Ereignisse: Ein Licht geht an, wenn ein Anruf verbunden ist, und aus, wenn er beendet ist
start-boss-sound = Ein anderer Ton für einen Anrufer
start-boss-sound-help = Wenn eine bestimmte Nummer anruft, einen eigenen Ton spielen

## Why an action failed; $detail is a file, an address, a status or an exit code

failure-program-missing = Unter { $detail } gibt es kein Programm. Wählen Sie es neu.
failure-program-not-executable = { $detail } lässt sich nicht ausführen. Wählen Sie ein Programm, oder machen Sie es ausführbar.
failure-program-failed = Das Programm endete mit dem Rückgabewert { $detail }.
failure-timed-out = Es hat zu lange gedauert und wurde abgebrochen.
failure-sound-missing = Der Ton { $detail } ist weg. Wählen Sie einen anderen.
failure-sound-broken = { $detail } lässt sich nicht abspielen. Wählen Sie einen anderen Ton.
failure-no-sound-device = Es gibt nichts, worauf ein Ton abgespielt werden könnte. Schließen Sie Lautsprecher oder ein Headset an.
failure-notification-refused = Der Desktop hat keine Meldung gezeigt. Erlauben Sie in seinen Einstellungen Benachrichtigungen von Bellhop.
failure-bad-address = Die Werte ergaben eine Adresse, die nicht geöffnet werden darf ({ $detail }).
failure-bad-argument = Ein Wert hätte für etwas anderes gehalten werden können, deshalb lief das Programm nicht ({ $detail }). Setzen Sie Text vor die Variable, zum Beispiel --name=
failure-no-browser = Kein Programm auf diesem Computer öffnet eine solche Adresse ({ $detail }).
failure-service-unreachable = Der Webdienst { $detail } antwortet nicht. Prüfen Sie die Adresse und ob Sie online sind.
failure-service-answered = Der Webdienst hat { $detail } geantwortet.
failure-held-back = Es kam öfter, als dieses eigene Ereignis handeln darf, deshalb hat Bellhop es ausgelassen.
failure-no-longer-so = Als es an der Reihe war, war es nicht mehr so, deshalb wurde es ausgelassen.
failure-program-not-for-this-computer = { $detail } ist für eine andere Art von Computer gemacht. Wählen Sie ein Programm, das hier läuft.
failure-folder-missing = Der Ordner { $detail } ist weg. Wählen Sie einen anderen, um darin zu starten.
failure-too-long = Was die Werte ergaben, ist zu lang für diesen Computer. Verwenden Sie weniger Variablen.
failure-gave-up = Der Webdienst war einen Tag lang nicht da, deshalb versucht Bellhop es nicht mehr ({ $detail }).
failure-interrupted = Bellhop endete, während es lief, deshalb weiß niemand, wie es ausging.
failure-given-up-by-user = Sie haben es gelöscht, bevor es ankam.
failure-secret-missing = Der Schlüsselbund enthält kein Geheimnis namens { $detail }. Fügen Sie es beim Bearbeiten hinzu.
failure-keyring-closed = Der Schlüsselbund konnte nicht nach dem Geheimnis namens { $detail } gefragt werden. Öffnen Sie den Schlüsselbund dieses Computers; es wird von selbst noch einmal versucht.
failure-outbox-full = Es wartet schon zu viel darauf, gesendet zu werden, deshalb wurde dies nicht behalten.
failure-other = Es hat nicht geklappt ({ $detail }).

## Custom events: the editor

editor-new = Neues eigenes Ereignis
editor-edit = Eigenes Ereignis bearbeiten
editor-back = Zurück zu Eigene Ereignisse
editor-cancel = Abbrechen
editor-save = Speichern
editor-unsaved = Dieses eigene Ereignis hat Änderungen, die nicht gespeichert sind.
editor-discard = Verwerfen
editor-keep = Weiter bearbeiten
editor-name = Name
editor-when = Wenn
editor-do = Dann
editor-judged = Mit dem, woran es unten ausprobiert wird:
editor-try = Probe
editor-imported =
    Aus einer Datei.
    Sehen Sie es sich an und speichern Sie es, dann lässt es sich einschalten.
field-category = Kategorie
category = { $category ->
    [connection] Verbindung
    [device] Telefon
   *[call] Anruf
  }
field-state = Zustand
word = { $word ->
    [ringing] Klingelt
    [connected] Verbunden
    [completed] Beendet
    [missed] Verpasst
    [dialing] Wählt
    [held] Gehalten
    [resumed] Wieder aufgenommen
    [transferred] Übergeben
    [forwarded] Weitergeleitet
    [offHook] Abgehoben
    [onHook] Aufgelegt
    [dndOn] Nicht stören an
    [dndOff] Nicht stören aus
    [signedIn] Angemeldet
    [signedOut] Abgemeldet
    [lost] Verbindung verloren
    [restored] Verbindung wieder da
    [inbound] Eingehend
    [outbound] Ausgehend
    [internal] Intern
    [external] Extern
    [both] Beides
    [idle] Frei
    [inACall] In einem anderen Gespräch
    [all] Alle
   *[none] nichts
  }
field-direction = Richtung
field-scope = Bereich
field-remote-tel = Nummer der Gegenstelle
field-local-tel = Eigene Nummer
field-tel-any = Beliebig
field-tel-help = Eine Nummer, der Anfang einer Nummer oder mehrere mit Kommas dazwischen. „!“ davor heißt nicht, „withheld“ ist eine unterdrückte Nummer.
field-local-tel-help = Steht Leitung auf Ihrer eigenen, sagt Eigene Nummer, welche Leitungen gemeint sind, eigene oder beobachtete.
field-line = Leitung
line-own = Ihre eigene Leitung
line-by-local-tel = Jene mit der eigenen Nummer
line-any = Irgendeine Leitung
line-not-watched = Diese Leitung wird nicht mehr beobachtet.
# Which numbers are meant, where it says which: "4021 or 4017", "any number except a withheld number".
tel-words = { $wanted ->
    [none] beliebiger Nummer
   *[other] { $wanted }
  }{ $not ->
    [none] {""}
   *[other] {" "}außer { $not }
  }
tel-word = { $number ->
    [withheld] einer unterdrückten Nummer
   *[other] { $shape ->
        [beginning] einer mit { $number } beginnenden Nummer
        [like] einer Nummer wie { $number }
       *[number] { $number }
      }
  }
read-back-call = <scope>{ $scope ->
    [internal] ein interner
    [external] ein externer
   *[both] irgendein
  }</scope> <direction>{ $direction ->
    [inbound] eingehender
    [outbound] ausgehender
   *[both] { $state ->
        [missed] eingehender
       *[other] ein- oder ausgehender
      }
  }</direction> Anruf mit <remote>{ $remoteTel ->
    [none] beliebiger Nummer
   *[other] { $remoteTel }
  }</remote> <state>{ $state ->
    [ringing] klingelt
    [connected] ist verbunden
    [completed] ist beendet
    [missed] ist verpasst
    [dialing] wird gewählt
    [held] wird gehalten
    [resumed] wird wieder aufgenommen
    [transferred] wird übergeben
    [forwarded] wird weitergeleitet
   *[all] erreicht irgendeinen Zustand
  }</state> auf { $line ->
    [any] { $localTel ->
        [none] <line>irgendeiner Leitung</line>
       *[other] <line>irgendeiner Leitung</line> mit { $pattern ->
            [yes] {""}
           *[no] der Nummer{" "}
          }<local>{ $localTel }</local>
      }
    [one] { $localTel ->
        [none] <line>der Leitung von { $name }</line>
       *[other] <line>der Leitung von { $name }</line> mit { $pattern ->
            [yes] {""}
           *[no] der Nummer{" "}
          }<local>{ $localTel }</local>
      }
   *[own] { $localTel ->
        [none] <line>Ihrer eigenen Leitung</line>
       *[other] <local>{ $localTel }</local>
      }
  }
read-back-device = { $line ->
    [any] <state>{ $state ->
        [offHook] ein Telefon wird abgehoben
        [onHook] ein Telefon wird aufgelegt
        [dndOn] „Nicht stören“ geht an
        [dndOff] „Nicht stören“ geht aus
       *[all] ein Telefon wird abgehoben oder aufgelegt, oder „Nicht stören“ geht an oder aus
      }</state> auf <line>irgendeiner Leitung</line>
    [one] <state>{ $state ->
        [offHook] das Telefon wird abgehoben
        [onHook] das Telefon wird aufgelegt
        [dndOn] „Nicht stören“ geht an
        [dndOff] „Nicht stören“ geht aus
       *[all] das Telefon wird abgehoben oder aufgelegt, oder „Nicht stören“ geht an oder aus
      }</state> auf <line>der Leitung von { $name }</line>
   *[own] <state>{ $state ->
        [offHook] Ihr Telefon wird abgehoben
        [onHook] Ihr Telefon wird aufgelegt
        [dndOn] „Nicht stören“ geht an
        [dndOff] „Nicht stören“ geht aus
       *[all] Ihr Telefon wird abgehoben oder aufgelegt, oder „Nicht stören“ geht an oder aus
      }</state>
  }
read-back-connection = <state>{ $state ->
    [signedIn] Sie sind angemeldet
    [signedOut] Sie sind abgemeldet
    [lost] die Verbindung bricht ab
    [restored] die Verbindung ist wieder da
   *[all] Sie sind an- oder abgemeldet, oder die Verbindung bricht ab oder ist wieder da
  }</state>

# What has to be true besides. A condition is a part of a sentence: "When a call rings, once per call, ..."
only-when = Nur wenn
only-when-more = Weitere Bedingungen
condition = { $kind ->
    [ownState] { $state ->
        [inACall] während Sie in einem anderen Gespräch sind
        [dndOn] während bei Ihnen „Nicht stören“ an ist
        [dndOff] während bei Ihnen „Nicht stören“ aus ist
       *[idle] während Sie in keinem anderen Gespräch sind
      }
    [stillSo] { $seconds ->
        [one] nach 1 Sekunde noch immer so
       *[other] nach { $seconds } Sekunden noch immer so
      }
    [oncePerCall] einmal je Anruf
    [answeredHere] wenn hier abgenommen wurde
    [state] in einem anderen Zustand
    [line] auf bestimmten Leitungen
    [direction] in einer Richtung
    [scope] aus einem Bereich
    [remoteTel] mit bestimmten Nummern der Gegenstelle
    [localTel] mit bestimmten eigenen Nummern
   *[other] mit einer weiteren Bedingung
  }
condition-kind = { $kind ->
    [hours] An bestimmten Tagen und zu bestimmten Zeiten
    [ownState] Während Ihre eigene Leitung in einem bestimmten Zustand ist
    [stillSo] Nach einer Weile noch immer so
    [oncePerCall] Einmal je Anruf
   *[answeredHere] Nur, wenn auf dieser Leitung abgenommen wurde
  }
condition-help = { $kind ->
    [hours] Nach der Uhr dieses Computers
    [ownState] Ihre eigene Leitung, abgesehen von dem Anruf, um den es geht
    [stillSo] Es wartet erst und tut nichts, wenn es dann nicht mehr so ist
    [oncePerCall] Nicht noch einmal für denselben Anruf
   *[answeredHere] Nicht, wenn ein Kollege oder niemand abgenommen hat
  }
days = { $which ->
    [all] jeden Tag
    [week] Montag bis Freitag
    [weekend] Samstag und Sonntag
   *[some] { $list }
  }
weekday = { $day ->
    [mon] Montag
    [tue] Dienstag
    [wed] Mittwoch
    [thu] Donnerstag
    [fri] Freitag
    [sat] Samstag
   *[sun] Sonntag
  }
hours = { $time ->
    [all] { $days }
   *[some] { $days } { $from } bis { $to }
  }
day-time = { $day } { $time }
hours-days = Tage
hours-from = Von
hours-to = Bis
own-state-label = Zustand
still-so-after = Nach
limit = höchstens { $times ->
    [one] einmal
   *[other] { $times }-mal
  } in { $seconds ->
    [one] 1 Sekunde
   *[other] { $seconds } Sekunden
  }
limit-times = Höchstens
limit-within = Innerhalb von
limit-help = Was öfter kommt, wird ausgelassen, damit ein vielbeschäftigtes Telefon diesen Computer nicht überflutet. Webdienste erfahren alles.
unit-times = Mal
unit-seconds = Sekunden
unit-percent = %
action = Aktion
action-add = Weitere Aktion hinzufügen
action-up = Aktion { $number } nach oben
action-down = Aktion { $number } nach unten
action-remove = Aktion { $number } entfernen
action-kind = { $kind ->
    [playSound] Ton abspielen
    [showMessage] Meldung zeigen
    [openWebPage] Webseite öffnen
    [runWebService] Webdienst aufrufen
   *[runProgram] Programm starten
  }
field-program = Programm
field-program-help = Das Programm selbst, mit seinem Ordner.
field-parameters = Parameter
field-parameters-help = Wie auf einer Befehlszeile. Der Wert einer Variablen ist immer genau ein Argument.
field-takes-options = Ein Wert darf mit „-“ oder „/“ beginnen
field-takes-options-help = Sonst läuft das Programm dann nicht, weil es den Namen eines Anrufers für eine Option halten könnte. Kreuzen Sie das nur an, wenn es dem Programm nichts ausmacht.
field-folder = Starten in Ordner
field-folder-help = Leer steht für den Ordner des Programms.
field-hidden = Sein Fenster verbergen
field-environment = Es auch in seiner Umgebung mitteilen
field-environment-help = Als BELLHOP_CALL_REMOTE_TEL und so weiter: Ein Skript kann sie verwenden, ohne sie als Befehle zu lesen.
field-time-limit = Anhalten nach
field-time-limit-help = Bis zu 10 Minuten. Leer darf es laufen, solange es mag, auch nachdem Sie Bellhop beendet haben.
field-sound = Ton
field-sound-help = Eine WAV-Datei.
field-repeat = Wiederholen, bis der Anruf weitergeht
field-repeat-help = Höchstens eine Minute
field-volume = Lautstärke
device-gone = Ein Gerät, das nicht angeschlossen ist ({ $id })
field-title = Titel
field-text = Text
field-stay = Bleibt, bis Sie sie schließen
field-withdraw = Verschwindet, wenn der Anruf angenommen oder beendet ist
field-page = Ein Klick öffnet
field-page-help = Eine Webadresse. Leer: Ein Klick schließt nur die Meldung.
field-url = Adresse
field-url-page-help = Mit ihrem Anfang, zum Beispiel https:// oder mailto:
field-url-service-help = Mit ihrem Anfang: https://, oder http:// in Ihrem eigenen Netz.
field-method = Methode
field-body = Senden
body-kind = { $kind ->
    [event] Alles über den Anruf, als JSON
    [json] Eigenes JSON
    [form] Die Felder eines Formulars
   *[nothing] Nichts
  }
field-json = JSON
field-json-help = Variablen stehen zwischen Anführungszeichen. Ein Wert ändert nie, was um ihn herum steht.
form-name = Feld
form-value = Wert
form-add = Feld hinzufügen
header-name = Header
header-value = Wert
header-add = Header hinzufügen
secret = Geheimnis an seinem Ende
secret-help = Aus dem Schlüsselbund dieses Computers. Es wird beim Senden eingesetzt und nirgends aufgezeichnet.
secret-none = Kein Geheimnis
secret-new = Geheimnis hinzufügen…
secret-name = Name des Geheimnisses
secret-value = Geheimnis
secret-value-help = Es wird nie wieder gezeigt.
secret-keep = Im Schlüsselbund behalten
secret-forget = Geheimnis „{ $name }“ vergessen
secret-forgotten = Das Geheimnis „{ $name }“ ist vergessen. Anfragen, die es senden, scheitern, bis Sie es wieder hinzufügen.
secret-not-kept = Der Schlüsselbund hat es nicht genommen ({ $detail }). Öffnen Sie den Schlüsselbund dieses Computers und versuchen Sie es wieder.
secret-not-whole = Geben Sie seinen Namen und das Geheimnis ein, oder wählen Sie ein anderes.
service-time-limit = Auf Antwort warten
field-once = Nur einmal versuchen
field-once-help = Sonst wird es einen Tag lang wieder versucht, während der Dienst nicht da ist.
choose = Wählen…
choose-program = Programm wählen
choose-folder = Ordner wählen
choose-sound = Ton wählen

## The picker of variables

picker-button = Variable einfügen
picker-title = Variable einfügen
picker-search = Variablen suchen
picker-list = Variablen
picker-call = Anruf
picker-device = Telefon
picker-event = Ereignis
picker-formats = Von Hand getippt gibt es sie auch als { $example } oder mit { $formats } nach dem Doppelpunkt.
picker-foot = Eingabetaste fügt ein, Esc schließt.
picker-none = Keine Variable hat „{ $query }“ im Namen.
variable-call-remote-tel = Anruf > Nummer der Gegenstelle
variable-call-remote-name = Anruf > Name der Gegenstelle
variable-call-start = Anruf > Beginn
variable-call-state = Anruf > Zustand
variable-call-duration = Anruf > Dauer
variable-call-direction = Anruf > Richtung
variable-call-local-tel = Anruf > Eigene Nummer
variable-call-local-name = Anruf > Eigener Name
variable-call-id = Anruf > Kennung
variable-call-outcome = Anruf > Ergebnis
variable-call-scope = Anruf > Bereich
variable-call-ring-time = Anruf > Klingeldauer
variable-call-answered = Anruf > Angenommen
variable-call-ended = Anruf > Ende
variable-call-redirected-from = Anruf > Umgeleitet von
variable-device-owner-name = Telefon > Name des Inhabers
variable-device-owner-internal-tel = Telefon > Interne Nummer des Inhabers
variable-device-owner-external-tel = Telefon > Externe Nummer des Inhabers
variable-device-hook-state = Telefon > Hörer
variable-device-dnd-state = Telefon > Nicht stören
variable-event-name = Ereignis > Name
variable-event-time = Ereignis > Zeit

## What is wrong with a field. $field is the last part of its name, $suggestion is “none” if there is none.

field-problem-empty = { $field ->
    [name] Geben Sie ihm einen Namen, um es in der Liste zu erkennen.
    [program] Wählen Sie das Programm, das gestartet wird.
    [file] Wählen Sie den Ton, der gespielt wird.
    [url] Geben Sie die Adresse ein, die geöffnet wird.
    [actions] Noch wird nichts getan. Fügen Sie eine Aktion hinzu.
   *[other] Hier steht noch nichts. Schreiben Sie etwas, was gezeigt wird.
  }
field-problem-unknown-variable = { $suggestion ->
    [none] Es gibt keine Variable {"{"}{ $detail }{"}"}. Wählen Sie eine mit Variable einfügen, oder schreiben Sie {"{{"} für eine Klammer.
   *[other] Es gibt keine Variable {"{"}{ $detail }{"}"}. Meinten Sie {"{"}{ $suggestion }{"}"}?
  }
field-problem-misprint = {"{"}{ $detail }{"}"} ist ein alter Druckfehler. Sie funktioniert, heißt aber {"{"}{ $suggestion }{"}"}.
field-problem-variable-empty-here = {"{"}{ $detail }{"}"} ist leer, { $moment ->
    [device] wenn sich Ihr Telefon ändert: Sie gehört zu Anrufen.
    [connection] wenn sich die Verbindung ändert: Sie gehört zu Anrufen.
    [ringing] während ein Anruf klingelt.
    [connected] wenn ein Anruf verbunden ist.
    [completed] wenn ein Anruf beendet ist.
    [missed] wenn ein Anruf verpasst ist.
    [dialing] während ein Anruf gewählt wird.
    [held] wenn ein Anruf gehalten wird.
    [resumed] wenn ein Anruf wieder aufgenommen wird.
    [transferred] wenn ein Anruf übergeben wird.
    [forwarded] wenn ein Anruf weitergeleitet wird.
   *[all] in dem Moment, in dem dieses eigene Ereignis läuft.
  }
field-problem-bad-template = Eine Klammer steht allein. Schließen Sie sie, oder verdoppeln Sie sie, wenn sie nur Text ist: {"{{"} oder {"}}"}.
field-problem-bad-address = Das ist keine Adresse. Schreiben Sie sie ganz, zum Beispiel https://crm.example.com/
field-problem-scheme-not-allowed = { $moment ->
    [service] Webdienste werden mit https oder http erreicht.
   *[any] Adressen, die mit „{ $detail }“ beginnen, werden nicht geöffnet. Verwenden Sie https, http, mailto oder tel.
  }
field-problem-value-in-address = Eine Variable kann nicht den Server wählen. Schreiben Sie die Adresse bis zum ersten „/“ selbst.
field-problem-value-in-name = Eine Variable kann nicht der Name eines Feldes in der Adresse sein, nur sein Wert. Schreiben Sie selbst, was vor dem „=“ steht.
field-problem-program-missing = Unter { $detail } gibt es kein Programm. Wählen Sie es neu.
field-problem-program-not-executable = { $detail } lässt sich nicht ausführen. Wählen Sie ein Programm, oder machen Sie es ausführbar.
field-problem-program-not-absolute = Geben Sie das Programm mit seinem Ordner an, ganz von vorn, oder wählen Sie es.
field-problem-sound-missing = Unter { $detail } gibt es keine Datei. Wählen Sie eine andere.
field-problem-sound-not-wav = Das ist kein WAV-Ton, was auch immer der Name sagt. Wählen Sie einen anderen.
field-problem-sound-unreadable = Diese Datei ist nicht lesbar. Prüfen Sie, ob Sie sie öffnen dürfen, oder wählen Sie eine andere.
field-problem-sound-too-large = Diese Datei ist größer als 20 MB. Wählen Sie eine kürzere.
field-problem-sound-unknown-format = Diese Art WAV-Datei kann Bellhop nicht abspielen. Wählen Sie eine mit einfachem PCM-Ton: bis 32 Bit, bis acht Kanäle, 1 bis 192 kHz.
field-problem-sound-damaged = Diese WAV-Datei ist beschädigt. Wählen Sie eine andere.
field-problem-sound-empty = In dieser Datei ist nichts zu hören. Wählen Sie eine andere.
field-problem-bad-number = „{ $detail }“ ist keine Telefonnummer und nicht der Anfang einer.
field-problem-bad-parameters = Ein Anführungszeichen ist nicht geschlossen. Schließen Sie es, oder lassen Sie es weg.
field-problem-bad-time = „{ $detail }“ ist keine Uhrzeit. Schreiben Sie sie wie 08:30.
field-problem-bad-number-of-seconds = { $field ->
    [times] Geben Sie eine ganze Zahl von 1 bis 100 ein.
    [within] Geben Sie eine ganze Zahl von Sekunden ein, von 1 bis 3600.
    [timeLimit] Geben Sie eine ganze Zahl von Sekunden ein, von 1 bis 600 für ein Programm und bis 300 für einen Webdienst.
   *[seconds] Geben Sie eine ganze Zahl von Sekunden ein, nicht 0 und nicht zu groß.
  }
field-problem-folder-missing = Es gibt keinen Ordner { $detail }. Wählen Sie einen.
field-problem-script-with-values = { $detail } liest seine Parameter als Befehle, der Name eines Anrufers könnte also einer werden. Lassen Sie die Variablen weg und teilen Sie sie in seiner Umgebung mit.
field-problem-scheme-to-allow = Adressen, die mit { $detail }: beginnen, starten ein Programm auf diesem Computer. Erlauben Sie sie nur, wenn Sie es kennen.
field-problem-bad-json = Das ist kein JSON ({ $detail }). Prüfen Sie Anführungszeichen, Kommas und Klammern.
field-problem-bad-header = { $detail ->
    [none] Geben Sie dem Header einen Namen.
   *[other] „{ $detail }“ kann nicht als Header gesendet werden. Wählen Sie einen anderen Namen.
  }
field-problem-address-forbidden = { $detail } verrät Geheimnisse dieses Computers, deshalb fragt Bellhop dort nicht.
field-problem-not-private = Diese Adresse ist nicht verschlüsselt, was gesendet wird, kann also unterwegs gelesen werden. Verwenden Sie https, wenn Sie können.
field-problem-secret-missing = Der Schlüsselbund enthält kein Geheimnis namens „{ $detail }“. Fügen Sie es hinzu, oder wählen Sie ein anderes.
field-problem-name-as-written = Namen werden so gesendet, wie sie hier stehen, auch „{ $detail }“: Nur Werte nehmen Variablen an.
field-problem-looks-secret = Das sieht nach einem Geheimnis aus und steht hier für alle lesbar. Senden Sie es als Kopfzeile mit einem Geheimnis aus dem Schlüsselbund. Exportierte Dateien lassen es weg.
allow-scheme = Adressen mit { $scheme }: hier erlauben
change-it = Ändern

## Trying a custom event out

try-label = Mit
try-with = { $which ->
    [last] { $name ->
        [none] Dem letzten Anruf
       *[other] Dem letzten Anruf: { $name }
      }
    [example] { $name ->
        [none] Einem erfundenen Anruf
       *[other] Einem erfundenen Anruf: { $name }
      }
   *[own] Eigenen Werten
  }
try-action = { $count ->
    [1] Aktion
   *[other] Aktion { $number }
  }
try-does = { $kind ->
    [runProgram] { $arguments ->
        [0] Startet dieses Programm ohne Argumente
        [one] Startet dieses Programm mit 1 Argument
       *[other] Startet dieses Programm mit { $arguments } Argumenten
      }
    [playSound] Spielt diesen Ton ab
    [showMessage] Zeigt diese Meldung
    [openWebPage] Öffnet diese Seite
    [runWebService] Sendet diese Anfrage
   *[nothing] Tut nichts
  }
try-it = Ausprobieren
try-nothing = Was es tun würde, wird hier genau gezeigt, sobald es etwas zu tun gibt.
try-would-not-run = Dieser Anruf würde es nicht auslösen.
preview-not-yet = So wie es dasteht, geht es nicht: In seinen Feldern fehlt etwas, oder etwas stimmt nicht.
sample-name = Name
sample-tel = Nummer
sample-withheld = Die Nummer ist unterdrückt
sample-internal = Ein Kollege
sample-seconds = Gesprächsdauer
outcome-good = { $success ->
    [none] Fertig nach { $seconds } s
   *[other] { $success } nach { $seconds } s
  }
outcome-failed = { $failure } Es dauerte { $seconds } s.
outcome-goes-on = Es wurde gestartet und läuft weiter.
ran-program = Programm und Argumente
ran-folder = Startet in { $folder }
ran-hidden = Sein Fenster ist verborgen
ran-time-limit = Wird angehalten, wenn es länger läuft als { $seconds ->
    [one] 1 Sekunde
   *[other] { $seconds } Sekunden
  }
ran-environment = { $count ->
    [one] 1 Wert wird in seiner Umgebung mitgeteilt
   *[other] { $count } Werte werden in seiner Umgebung mitgeteilt
  }
ran-repeat = Wiederholt, bis der Anruf weitergeht
ran-volume = Mit { $volume } % seiner Lautstärke
ran-device = Auf { $device }
ran-stay = Bleibt, bis sie geschlossen wird
ran-withdraw = Verschwindet, wenn der Anruf angenommen oder beendet ist
ran-page = Ein Klick öffnet { $url }
ran-once = Nur einmal versucht
ran-header = { $secret ->
    [none] { $name }: { $value }
   *[other] { $name }: { $value }<secret>Geheimnis { $secret }</secret>
  }

## Simulating a call

simulate-call = Anruf
simulate-direction = { $direction ->
    [outgoing] Sie rufen jemanden an
   *[incoming] Jemand ruft an
  }
simulate-answered = Er wird angenommen
simulate-held = Er wird gehalten und wieder aufgenommen
simulate-for-real = Wirklich ausführen
simulate-for-real-help = Sonst wird nur gesagt, was getan würde
simulate-go = Simulieren
simulate-back = Zurück
simulate-result = Ergebnis
simulate-nothing = Daraus wurde nichts.
simulate-step = { $number }. { $state ->
    [dialing] Er wird gewählt
    [ringing] Er klingelt
    [connected] Er ist verbunden
    [held] Er wird gehalten
    [resumed] Er wird wieder aufgenommen
    [transferred] Er wird übergeben
    [forwarded] Er wird weitergeleitet
    [missed] Er ist verpasst
   *[completed] Er ist beendet
  }
simulate-traces = { $asked ->
    [0] Kein eigenes Ereignis läuft: Um dies geht es in keinem.
    [one] { $ran ->
        [0] Das eine eigene Ereignis dazu läuft nicht.
       *[other] Das eine eigene Ereignis dazu läuft.
      }
   *[other] { $ran ->
        [0] Keines der { $asked } eigenen Ereignisse dazu läuft.
        [one] 1 der { $asked } eigenen Ereignisse dazu läuft.
       *[other] { $ran } der { $asked } eigenen Ereignisse dazu laufen.
      }
  }
simulate-runs = läuft
simulate-runs-not = läuft nicht
simulate-waits = { $seconds ->
    [one] läuft, wenn es nach 1 Sekunde noch so ist
   *[other] läuft, wenn es nach { $seconds } Sekunden noch so ist
  }

## Why a custom event ran or did not

traces = { $asked ->
    [0] Kein eigenes Ereignis wurde gefragt: Um dies geht es in keinem.
    [one] { $ran ->
        [0] Das eine eigene Ereignis dazu lief nicht.
       *[other] Das eine eigene Ereignis dazu lief.
      }
   *[other] { $ran ->
        [0] Keines der { $asked } eigenen Ereignisse dazu lief.
        [one] 1 der { $asked } eigenen Ereignisse dazu lief.
       *[other] { $ran } der { $asked } eigenen Ereignisse dazu liefen.
      }
  }
trace-ran = lief um { $time }
trace-not-run = lief nicht
trace-held-back = wurde ausgelassen: es kam öfter, als es handeln darf
verdict-switched-on = { $met ->
    [yes] Es ist eingeschaltet
   *[no] Es ist ausgeschaltet
  }
verdict-all-on = { $met ->
    [yes] Eigene Ereignisse sind an
   *[no] { $was ->
        [paused] Eigene Ereignisse machten Pause
       *[off] Eigene Ereignisse waren insgesamt aus
      }
  }
verdict-state = { $met ->
    [yes] Zustand: { $was }
   *[no] Zustand: verlangt { $wanted }, es war { $was }
  }
verdict-line-word = { $line ->
    [own] Ihre eigene
    [any] irgendeine
   *[other] { $name }
  }
verdict-line = { $met ->
    [yes] Leitung: { $wanted }
   *[no] Leitung: verlangt { $wanted }, es war { $was }
  }
verdict-direction = { $met ->
    [yes] Richtung: { $wanted }
   *[no] Richtung: verlangt { $wanted }, der Anruf war { $was }
  }
verdict-scope = { $met ->
    [yes] Bereich: { $wanted }
   *[no] Bereich: verlangt { $wanted }, der Anruf war { $was }
  }
verdict-remote-tel = { $met ->
    [yes] { $wanted ->
        [none] Nummer der Gegenstelle: beliebig
       *[other] Nummer der Gegenstelle: { $wanted }
      }
   *[no] { $was ->
        [none] Nummer der Gegenstelle: verlangt { $wanted }, die Nummer war unterdrückt
        [withheld] Nummer der Gegenstelle: verlangt { $wanted }, die Nummer war unterdrückt
       *[other] Nummer der Gegenstelle: verlangt { $wanted }, der Anruf war mit { $was }
      }
  }
verdict-local-tel = { $met ->
    [yes] { $wanted ->
        [none] Eigene Nummer: beliebig
       *[other] Eigene Nummer: { $wanted }
      }
   *[no] Eigene Nummer: verlangt { $wanted }, der Anruf war auf { $was }
  }
verdict-hours = { $met ->
    [yes] Zeit: { $wanted }
   *[no] Zeit: verlangt { $wanted }, es war { $was }
  }
verdict-own-state = { $met ->
    [yes] Ihre eigene Leitung: { $wanted }
   *[no] Ihre eigene Leitung: verlangt { $wanted }, es war { $was }
  }
verdict-still-so = { $was ->
    [waiting] { $wanted ->
        [one] Nach 1 Sekunde noch so: Darauf wird gewartet
       *[other] Nach { $wanted } Sekunden noch so: Darauf wird gewartet
      }
    [still] { $wanted ->
        [one] Nach 1 Sekunde noch so
       *[other] Nach { $wanted } Sekunden noch so
      }
    [changed] { $wanted ->
        [one] Nach 1 Sekunde noch so: Bis dahin hatte es sich geändert
       *[other] Nach { $wanted } Sekunden noch so: Bis dahin hatte es sich geändert
      }
    [off] { $wanted ->
        [one] Nach 1 Sekunde noch so: Es wurde inzwischen ausgeschaltet
       *[other] Nach { $wanted } Sekunden noch so: Es wurde inzwischen ausgeschaltet
      }
    [paused] { $wanted ->
        [one] Nach 1 Sekunde noch so: Bis dahin war alles pausiert
       *[other] Nach { $wanted } Sekunden noch so: Bis dahin war alles pausiert
      }
   *[ended] { $wanted ->
        [one] Nach 1 Sekunde noch so: Bis dahin war es vorbei
       *[other] Nach { $wanted } Sekunden noch so: Bis dahin war es vorbei
      }
  }
verdict-once-per-call = { $met ->
    [yes] Einmal je Anruf: Dies war das erste Mal
   *[no] Einmal je Anruf: Für diesen Anruf war es schon getan
  }
verdict-answered-here = { $met ->
    [yes] Auf dieser Leitung angenommen
   *[no] Auf dieser Leitung angenommen: Hier hatte niemand abgenommen
  }

## Activity

activity-search = Verlauf durchsuchen
activity-search-for = Name, Nummer oder Ereignis
activity-show = Zeigen
activity-filter = { $filter ->
    [call] Anrufe
    [device] Telefon
    [connection] Verbindung
    [failed] Nur Fehler
   *[all] Alles
  }
day-name = { $which ->
    [today] Heute, { $day }
    [yesterday] Gestern, { $day }
   *[other] { $day }
  }
activity-line = { $kind ->
    [device] { $line ->
        [other] { $state ->
            [offHook] Das Telefon von <b>{ $name }</b> wurde abgehoben
            [onHook] Das Telefon von <b>{ $name }</b> wurde aufgelegt
            [dndOn] <b>„Nicht stören“</b> ging am Telefon von <b>{ $name }</b> an
            [dndOff] <b>„Nicht stören“</b> ging am Telefon von <b>{ $name }</b> aus
           *[all] Das Telefon von <b>{ $name }</b> hat sich geändert
          }
       *[own] { $state ->
            [offHook] <b>Ihr Telefon</b> wurde abgehoben
            [onHook] <b>Ihr Telefon</b> wurde aufgelegt
            [dndOn] <b>„Nicht stören“</b> ging an
            [dndOff] <b>„Nicht stören“</b> ging aus
           *[all] <b>Ihr Telefon</b> hat sich geändert
          }
      }
    [connection] { $state ->
        [signedIn] <b>Angemeldet</b>
        [signedOut] { $reason ->
            [none] <b>Abgemeldet</b>
           *[other] <b>Abgemeldet.</b> { $reason }
          }
        [connectionLost] { $reason ->
            [none] <b>Verbindung verloren</b>
           *[other] <b>Verbindung verloren.</b> { $reason }
          }
        [connectionRestored] <b>Verbindung wieder da</b>
        [recovered] <b>Die Telefonanlage war verstummt</b> und ist wieder zu hören
        [unreadable] <b>Etwas, was die Telefonanlage sagte, war nicht lesbar</b> und wurde übergangen
        [notPermitted] { $line ->
            [other] Die Leitung von <b>{ $name }</b> kann nicht beobachtet werden: Die Telefonanlage erlaubt es nicht
           *[own] <b>Die Telefonanlage lässt Sie Ihre eigene Leitung nicht hören</b>
          }
        [recordDamaged] { $lost ->
            [none] <b>Die Aufzeichnung des Verlaufs war beschädigt.</b> { $detail } Zeilen davon waren lesbar
           *[other] <b>Die Aufzeichnung des Verlaufs war beschädigt.</b> { $detail } Zeilen davon waren lesbar, { $lost } sind verloren
          }
        [soundReplaced] { $reason ->
            [missing] <b>{ $detail } ist weg.</b> Stattdessen wurde der eingebaute Ton gespielt
            [unreadable] <b>{ $detail } ist nicht lesbar.</b> Stattdessen wurde der eingebaute Ton gespielt
           *[other] <b>{ $detail } lässt sich nicht abspielen.</b> Stattdessen wurde der eingebaute Ton gespielt
          }
        [noSoundDevice] <b>Ein Anruf klingelte ungehört</b>: Es gab nichts, worauf ein Ton gespielt werden konnte
       *[all] <b>Verbindung geändert</b>
      }
   *[call] { $state ->
        [dialing] { $line ->
            [other] <b>{ $name }</b> hat <b>{ $who }</b> angerufen
           *[own] Sie haben <b>{ $who }</b> angerufen
          }
        [ringing] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $name }</b> hat <b>{ $who }</b> angerufen, und dort klingelte es
               *[own] Sie haben <b>{ $who }</b> angerufen, und dort klingelte es
              }
           *[incoming] { $line ->
                [other] <b>{ $who }</b> klingelte auf der Leitung von <b>{ $name }</b>
               *[own] <b>{ $who }</b> rief an
              }
          }
        [connected] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $who }</b> hat für <b>{ $name }</b> abgenommen
               *[own] <b>{ $who }</b> hat abgenommen
              }
           *[incoming] { $line ->
                [other] <b>{ $name }</b> hat den Anruf von <b>{ $who }</b> angenommen
               *[own] Sie haben den Anruf von <b>{ $who }</b> angenommen
              }
          }
        [held] { $line ->
            [other] <b>{ $name }</b> hält <b>{ $who }</b>
           *[own] <b>{ $who }</b> wurde gehalten
          }
        [resumed] { $line ->
            [other] <b>{ $name }</b> hat das Gespräch mit <b>{ $who }</b> wieder aufgenommen
           *[own] Das Gespräch mit <b>{ $who }</b> wurde wieder aufgenommen
          }
        [transferred] { $line ->
            [other] <b>{ $name }</b> hat das Gespräch mit <b>{ $who }</b> übergeben
           *[own] Das Gespräch mit <b>{ $who }</b> wurde übergeben
          }
        [forwarded] { $line ->
            [other] Der Anruf von <b>{ $who }</b> wurde von der Leitung von <b>{ $name }</b> weitergeleitet
           *[own] Der Anruf von <b>{ $who }</b> wurde weitergeleitet
          }
        [missed] { $outcome ->
            [voicemail] { $line ->
                [other] Verpasster Anruf von <b>{ $who }</b> auf der Leitung von <b>{ $name }</b>, an die Mailbox gegangen
               *[own] Verpasster Anruf von <b>{ $who }</b>, an die Mailbox gegangen
              }
            [busy] { $line ->
                [other] Verpasster Anruf von <b>{ $who }</b> auf der Leitung von <b>{ $name }</b>, die besetzt war
               *[own] Verpasster Anruf von <b>{ $who }</b>, als besetzt abgewiesen
              }
           *[other] { $line ->
                [other] Verpasster Anruf von <b>{ $who }</b> auf der Leitung von <b>{ $name }</b>
               *[own] Verpasster Anruf von <b>{ $who }</b>
              }
          }
       *[completed] { $line ->
            [other] { $outcome ->
                [answered] Der Anruf zwischen <b>{ $name }</b> und <b>{ $who }</b> ist beendet
               *[other] Der Anruf zwischen <b>{ $name }</b> und <b>{ $who }</b> endete unbeantwortet
              }
           *[own] { $outcome ->
                [noAnswer] <b>{ $who }</b> hat nicht abgenommen
                [cancelled] Der Anruf bei <b>{ $who }</b> wurde aufgegeben
                [declined] { $direction ->
                    [outgoing] <b>{ $who }</b> hat Ihren Anruf abgelehnt
                   *[incoming] Sie haben den Anruf von <b>{ $who }</b> abgelehnt
                  }
                [busy] Bei <b>{ $who }</b> war besetzt
                [failed] Der Anruf bei <b>{ $who }</b> ist misslungen
                [voicemail] <b>{ $who }</b> ging an die Mailbox
                [forwarded] Der Anruf mit <b>{ $who }</b> wurde weitergeleitet
                [answeredElsewhere] Der Anruf von <b>{ $who }</b> wurde anderswo angenommen
               *[answered] Das Gespräch mit <b>{ $who }</b> ist beendet
              }
          }
      }
  }{ $late ->
    [yes] {", während Sie offline waren"}
   *[no] {""}
  }
activity-result = { $count ->
    [0] {""}
    [one] { $name }
   *[other] { $count } eigene Ereignisse
  }{ $waiting ->
    [0] {""}
    [one] , 1 wartet
   *[other] , { $waiting } warten
  }{ $heldBack ->
    [0] {""}
   *[other] { $count ->
        [0] { $heldBack } ausgelassen
       *[other] , { $heldBack } ausgelassen
      }
  }
activity-failed = { $count } gescheitert
activity-outbox = { $waiting ->
    [0] {""}
    [one] 1 Anfrage an einen Webdienst wartet auf den nächsten Versuch.
   *[other] { $waiting } Anfragen an Webdienste warten auf den nächsten Versuch.
  } { $parked ->
    [0] {""}
    [one] 1 wird nicht mehr versucht, bis Sie es sagen.
   *[other] { $parked } werden nicht mehr versucht, bis Sie es sagen.
  }
activity-kept = Aufbewahrt
activity-kept-days = { $days ->
    [7] Eine Woche
    [365] Ein Jahr
   *[other] { $days } Tage
  }
activity-export = Exportieren
activity-export-as = { $format ->
    [csv] Alles als CSV, für die Tabellenkalkulation…
   *[json] Alles als JSON, für ein Programm…
  }
activity-exported = Alles Aufbewahrte ist in der Datei gespeichert.
activity-clear-now = Jetzt löschen
activity-clear-sure = Alles wird von diesem Computer gelöscht, außer was noch zu senden ist. Es gibt kein Zurück.
activity-clear = Alles löschen
activity-keep = Behalten
activity-empty-title = Noch ist nichts geschehen
activity-empty-lead = Jeder Anruf und jede Änderung an Ihrem Telefon wird hier aufgezeichnet, dazu was Ihre eigenen Ereignisse daraufhin taten und warum.
activity-none-found = Nichts gefunden
activity-none-found-lead = Nichts, was aufbewahrt ist, enthält das in Name, Nummer oder Zustand oder in den eigenen Ereignissen, die liefen.
activity-show-all = Alles zeigen
run-again = Noch einmal
owed = { $attempts ->
    [0] Es wurde noch nicht versucht.
    [one] Einmal versucht.
   *[other] { $attempts }-mal versucht.
  }{ $problem ->
    [none] {""}
   *[other] {" "}{ $problem }
  } { $next ->
    [never] Es wird nicht mehr versucht, bis Sie es sagen.
   *[other] { $attempts ->
        [0] Um { $next } wird es versucht.
       *[other] Um { $next } wird es wieder versucht.
      }
  }
run-unknown = Es gibt keine Variable { $name }, deshalb wurde sie gesendet, wie sie dasteht.
run-was-again = Noch einmal um { $time }:
owed-retry = Jetzt versuchen
owed-delete = Löschen

## Files of custom events

export-title = Eigene Ereignisse exportieren
export-save = { $count } in eine Datei speichern…
export-foot = Geheimnisse bleiben im Schlüsselbund: Die Datei enthält nur ihre Namen. Was nach einem Geheimnis aussieht, wird weggelassen.
import-title = Eigene Ereignisse importieren
import-empty =
    { $file } enthält keine eigenen Ereignisse: Beim Exportieren war keines gewählt.
    Es gibt nichts hinzuzufügen. Wählen Sie eine andere Datei.
import-lead = { $count ->
    [one] { $file } enthält ein eigenes Ereignis. Sehen Sie sich an, was es tut, bevor Sie es nehmen.
   *[other] { $file } enthält { $count } eigene Ereignisse. Sehen Sie sich an, was sie tun, bevor Sie sie nehmen.
  }
import-add = { $count ->
    [0] Keines hinzufügen
   *[other] { $count } hinzufügen, ausgeschaltet
  }
import-foot = Jedes kommt ausgeschaltet an. Es lässt sich einschalten, sobald Sie es sich beim Bearbeiten angesehen und gespeichert haben.
import-program = { $parameters ->
    [none] Es startet dieses Programm:
   *[other] Es startet dieses Programm mit diesen Parametern:
  }
import-folder = Es startet in { $folder }.
import-hosts = Es erreicht { $list }.
import-headers = Es sendet diese Kopfzeilen: { $list }.
import-sounds = Es spielt { $list }.
import-secrets = Es sendet diese Ihrer Geheimnisse, wenn Sie sie haben: { $list }.
import-disguised = Etwas darin zeigt sich anders, als es ist. Nehmen Sie es nur, wenn Sie wissen, wer es gemacht hat.
import-replaces = Sie haben schon eine andere Fassung davon. Angekreuzt tritt diese an die Stelle Ihrer und kommt ausgeschaltet an.
import-same = Genau dieses haben Sie schon. Angekreuzt tritt dieses an seine Stelle und kommt ausgeschaltet an.
import-problem-unreadable =
    { $file } ist nicht lesbar.
    Prüfen Sie, ob Sie sie öffnen dürfen, oder wählen Sie eine andere.
import-problem-not-ours =
    { $file } enthält keine eigenen Ereignisse von Bellhop.
    Wählen Sie eine Datei, die Bellhop exportiert hat.
import-problem-too-new =
    { $file } kommt von einem neueren Bellhop.
    Aktualisieren Sie Bellhop auf diesem Computer und importieren Sie sie dann noch einmal.
import-problem-too-large =
    { $file } ist zu groß für eine Datei mit eigenen Ereignissen.
    Wählen Sie eine andere.

## The small window with messages

message-window = Meldungen
message-close = { $title } schließen
message-more = { $count ->
    [one] 1 weitere
   *[other] { $count } weitere
  }

## Account

account-title = Angemeldet
account-user = Benutzer
account-number = Nummer
account-server = Server
account-server-demo = Die Telefonanlage zum Ausprobieren in Bellhop
account-secret = { $credential ->
    [token] Zugriffstoken
   *[password] Passwort
  }
account-secret-kept = Im Schlüsselbund dieses Computers
account-secret-once = Nur behalten, bis Sie Bellhop beenden
account-encryption = Verschlüsselung
account-plain-http = Nicht verlangt: Sie haben unverschlüsseltes http erlaubt
account-plain-http-help = Ihr Passwort und Ihre Anrufe könnten unterwegs mitgelesen werden. Melden Sie sich ab und wieder an, um das zu ändern.
account-web-apps = Webanwendungen
account-web-app = { $kind ->
    [events] Ereignisse: { $path }
    [channels] Ereigniskanäle: { $path }
   *[actions] Aktionen: { $path }
  }
account-certificate = Zertifikat
account-certificate-trusted = Von Ihnen für { $host } als vertrauenswürdig eingestuft
account-stop-trusting = Nicht mehr vertrauen
account-stop-trusting-label = Dem Zertifikat von { $host } nicht mehr vertrauen
account-sign-out = Abmelden
account-leave-demo = Ausprobieren beenden

## Watched lines, on the page Account

watched-title = Beobachtete Leitungen
watched-lead = Beobachten Sie Leitungen von Kollegen, um zu hören und zu sehen, wessen Telefon klingelt.
watched-add-list = Aus dem Besetztlampenfeld hinzufügen
watched-add-colleague = Kollegen hinzufügen
watched-allowed = Erlaubt
watched-not-permitted = Die Telefonanlage lässt Sie diese Leitung nicht beobachten. Fragen Sie Ihre Administration, ob sie in Ihrem Besetztlampenfeld steht und ob ihre Anrufe privat sind.
watched-not-permitted-says = Die Telefonanlage lässt Sie diese Leitung nicht beobachten. Fragen Sie Ihre Administration, ob sie in Ihrem Besetztlampenfeld steht und ob ihre Anrufe privat sind. Die Telefonanlage sagt: „{ $detail }“
watched-stop = { $name } nicht mehr beobachten
watched-stopped = { $name } wird nicht mehr beobachtet.
watched-list-asking = Ihr Besetztlampenfeld wird abgefragt…
watched-added = { $count ->
    [one] 1 Leitung hinzugefügt.
   *[other] { $count } Leitungen hinzugefügt.
  }
watched-added-some = { $count ->
    [one] 1 Leitung hinzugefügt. Ihr Besetztlampenfeld enthält mehr, als Bellhop liest.
   *[other] { $count } Leitungen hinzugefügt. Ihr Besetztlampenfeld enthält mehr, als Bellhop liest.
  }
watched-list-empty = Ihr Besetztlampenfeld ist leer.
watched-list-known = Jede Leitung Ihres Besetztlampenfelds wird schon beobachtet.
colleague-search = Name oder Durchwahl eines Kollegen
colleague-close = Schließen
colleague-list = Kollegen
colleague-watch = Beobachten
colleague-watch-label = { $name } beobachten
colleague-watched = Beobachtet
colleague-looking = Wird gesucht…
colleague-found = { $count ->
    [one] 1 Kollege gefunden.
   *[other] { $count } Kollegen gefunden.
  }
colleague-none = Kein Kollege hat „{ $name }“ im Namen.
colleague-more = Es gibt mehr. Geben Sie mehr vom Namen ein.

## General

general-starting = Starten und Schließen
general-start-at-sign-in = Starten, wenn Sie sich an diesem Computer anmelden
general-start-at-sign-in-failed = Dieser Computer hat das nicht angenommen ({ $detail }). Sehen Sie in seinen eigenen Einstellungen nach, welche Programme er startet.
general-start-minimized = Starten, ohne das Fenster zu öffnen
general-quit-on-close = Beenden, wenn das Fenster geschlossen wird
general-quit-on-close-help = Sonst läuft Bellhop weiter und hört Ihre Anrufe, solange Sie angemeldet sind
general-appearance = Darstellung
general-theme = Design
theme = { $theme ->
    [light] Hell
    [dark] Dunkel
   *[system] System
  }
general-language = Sprache
general-language-system = Wie das System
general-notifications = Benachrichtigungen
general-notify = Melden, wenn Bellhop Ihre Anrufe nicht hört
general-notify-help = Nach einer Minute ohne Verbindung und wenn eine Anmeldung von selbst endet
general-numbers = Nummern
general-country = Land
general-country-help = Macht 0131 496 0121 und +44 131 496 0121 zur selben Nummer
general-country-of-system = { $country ->
    [none] Laut Telefonanlage (keine Angabe)
   *[other] Laut Telefonanlage ({ $country })
  }
general-country-option = { $code ->
    [none] { $name }
   *[other] { $name }, +{ $code }
  }
general-prefix = Nationale Vorwahl
general-prefix-help = Was Sie zuerst wählen, um in ein anderes Ortsnetz Ihres Landes zu telefonieren, etwa 0
general-outside = Amtskennziffer
general-outside-help = Was Sie zuerst wählen, um ein Amt zu bekommen, etwa 0. Leer, wenn es keine gibt.
general-digits-none = Keine
general-digits-only = Geben Sie nur Ziffern ein.

## About

about-version = Bellhop { $version }
about-lead = Als Sie bei einer BroadWorks-Telefonanlage angemeldet und bei nichts sonst.
about-first-steps = Ihre Töne, ein eigenes Ereignis und ein Anruf, der es auslöst
about-show = Zeigen
about-show-first-steps = Erste Schritte zeigen
about-read = Mehr über Bellhop
about-leaf = { $which ->
    [documentation] Dokumentation
    [source] Quelltext
    [issues] Einen Fehler melden
    [settings] Einstellungen
   *[activity] Verlauf, und was noch zu senden ist
  }
about-open = { $which ->
    [settings] Ordner öffnen
    [activity] Ordner öffnen
   *[other] Öffnen
  }
about-open-label = { $which ->
    [settings] Ordner öffnen: { $what }
    [activity] Ordner öffnen: { $what }
   *[other] Öffnen: { $what }
  }
about-documentation-help = Wie man es einrichtet und was jeder Teil tut
about-source-help = Woraus Bellhop gemacht ist, zum Lesen und zum Ändern
about-issues-help = Was bekannt ist, und wo man sagt, was nicht ging
about-kept = Auf diesem Computer gespeichert
about-kept-foot = Passwörter und andere Geheimnisse stehen in keinem davon: Sie sind im Schlüsselbund. Eine Protokolldatei führt Bellhop nicht.
about-licence = Lizenzen
about-licence-own = Bellhop und beide eingebauten Töne
about-licence-text = MIT oder Apache 2.0, was Ihnen lieber ist.
about-parts = Woraus es gebaut ist
about-parts-text = Die Arbeit anderer, jede unter ihren eigenen Bedingungen
about-licences-button = { $open ->
    [yes] Verbergen
   *[no] Zeigen
  }
about-licences-label = { $open ->
    [yes] Verbergen: Lizenzen dessen, woraus es gebaut ist
   *[no] Zeigen: Lizenzen dessen, woraus es gebaut ist
  }

## The tray

tray-open = Bellhop öffnen
tray-waiting = { $count ->
    [1] Eine Anfrage an einen Webdienst wartet auf den nächsten Versuch
   *[other] { $count } Anfragen an Webdienste warten auf den nächsten Versuch
  }
tray-connection-connected = Verbunden
tray-connection-signed-out = Nicht angemeldet
tray-connection-signing-in = Anmeldung läuft…
tray-connection-reconnecting = { $seconds ->
    [none] Wird wieder verbunden…
   *[other] Neuer Versuch in { $seconds } s
  }
tray-connection-not-permitted = Darf keine Anrufe hören
tray-connection-in-call = Verbunden, im Gespräch
tray-connection-ringing = Verbunden, es klingelt
tray-connection-dnd = Verbunden, nicht stören
tray-silence = Klingeln abstellen
tray-custom-events = Eigene Ereignisse
tray-sounds = Töne
tray-mute-in-call = Lautsprecher im Gespräch stumm
tray-paused = Pausiert bis { $time }
tray-settings = Einstellungen
tray-sign-out = Abmelden
tray-quit = Beenden

## Notifications about the connection; what is in the way is said below

toast-not-connected = Bellhop hört Ihre Anrufe nicht
toast-signed-out = Bellhop ist abgemeldet
toast-in-tray = Bellhop läuft weiter
toast-in-tray-text = Es bleibt im Infobereich und hört Ihre Anrufe, solange Sie angemeldet sind. Beenden steht dort im Menü; was das Schließen des Fensters tut, wählen Sie unter Allgemein.

## The command line

cli-certificate = Es ist für { $subject }, ausgestellt von { $issuer }, mit dem SHA-256-Fingerabdruck { $sha256 }. Wenn Ihre Administration den Fingerabdruck bestätigt, vertrauen Sie ihm mit --trust.
cli-not-permitted = Die Telefonanlage lässt Sie { $line } nicht hören. { $right ->
    [none] Bitten Sie Ihre Administration um das Recht, die Leitung zu beobachten.
   *[other] Fragen Sie Ihre Administration. Die Telefonanlage sagt: „{ $right }“
  }
cli-settings-set-aside = Ihre Einstellungen waren nicht lesbar, deshalb beginnt Bellhop mit neuen. Die alte Datei liegt unter { $detail }.
cli-custom-events-not-read = Einige eigene Ereignisse sind nicht lesbar und tun deshalb nichts: { $detail }. Sie bleiben in der Einstellungsdatei.
cli-journal-set-aside = Die Aufzeichnung des Verlaufs war beschädigt. { $kept } Zeilen davon waren lesbar, { $lost ->
    [none] und wie viele verloren sind, ist nicht bekannt
   *[other] { $lost } sind verloren
  }. Die alte Datei liegt unter { $detail }.
cli-journal-not-kept = Was Webdienste noch bekommen sollen, kann nicht aufgezeichnet werden und ist verloren, wenn Bellhop endet: { $detail }
cli-check-good = An diesen Einstellungen ist nichts falsch. Eigene Ereignisse: { $count }.
cli-check-problem = „{ $event }“, { $field }: { $problem }
cli-check-hint = „{ $event }“, { $field }: { $problem } Das ist ein Hinweis: Es funktioniert auch so.
cli-check-not-read = „{ $event }“ ist nicht lesbar: { $detail }
