# Alles wat Bellhop toont, in het Nederlands. Wat een bericht betekent en waaruit het bestaat, staat in en.ftl.

## The language itself

direction = ltr

## Pages

app-name = Bellhop
page-status = Status
page-sounds = Geluiden
page-custom-events = Eigen gebeurtenissen
page-activity = Activiteit
page-simulate = Een gesprek simuleren
page-first-steps = Eerste stappen
page-general = Algemeen
page-account = Account
page-about = Over
window-title = { $page } – Bellhop
pages = Pagina’s
pages-close = Lijst met pagina’s sluiten
more = Meer
remove = Verwijderen
remove-label = { $what } verwijderen

## The connection, in the list of pages and at the top of Status

state-connected = Verbonden
state-ringing = Verbonden, gaat over
state-in-call = Verbonden, in gesprek
state-dnd = Verbonden, niet storen
state-paused = Gepauzeerd
state-signing-in = Aanmelden…
state-reconnecting = { $seconds ->
    [0] Opnieuw verbinden…
   *[other] Opnieuw verbinden over { $seconds } s
  }
state-not-connected = Niet verbonden
state-not-permitted = Mag geen gesprekken horen
state-signed-out = Afgemeld
who = { $extension ->
    [none] { $name }
   *[other] { $name }, { $extension }
  }

## Sign in

sign-in-title = Aanmelden bij uw telefooncentrale
sign-in-lead = Bellhop merkt uw gesprekken op en doet wat u vraagt.
sign-in-server = Server
sign-in-server-help = Een webadres, een hostnaam of gewoon het domein van uw bedrijf.
sign-in-user = Gebruikers-id
sign-in-secret = { $credential ->
    [token] Toegangstoken
   *[password] Wachtwoord
  }
sign-in-secret-help = Wordt bewaard in de sleutelbos van deze computer en nergens anders.
sign-in-secret-help-once = Wordt vergeten als u afsluit.
sign-in-show-secret = { $credential ->
    [token] Toegangstoken tonen
   *[password] Wachtwoord tonen
  }
sign-in-plain-http = Zonder versleuteling aanmelden
sign-in-plain-http-help = Uw wachtwoord en uw gesprekken kunnen onderweg worden gelezen. Laat dit uit, tenzij uw beheerder iets anders zegt.
sign-in-with = Aanmelden met
sign-in-with-kind = { $credential ->
    [token] Een toegangstoken
   *[password] Een wachtwoord
  }
sign-in-web-apps = Webtoepassingen
sign-in-web-apps-help = Alleen als uw beheerder ze andere namen geeft. Leeg zijn het de gebruikelijke.
sign-in-web-app = { $path ->
    [events] Gebeurtenissen
    [channels] Gebeurteniskanalen
   *[actions] Acties
  }
sign-in-here = Hier aanmelden
sign-in-wait = { $seconds ->
    [0] U kunt het nu weer proberen.
    [one] Hij vraagt 1 seconde met rust gelaten te worden.
   *[other] Hij vraagt { $seconds } seconden met rust gelaten te worden.
  }
sign-in-remember = Aangemeld blijven op deze computer
sign-in = Aanmelden
sign-in-busy = Aanmelden…
sign-in-alternative = Zonder telefooncentrale
sign-in-back = Terug naar aanmelden
sign-in-demo-lead = Geen account bij de hand? Een kleine telefooncentrale in Bellhop voert de gesprekken.
sign-in-demo = Proberen zonder telefooncentrale
sign-in-demo-busy = Starten…
sign-in-needs-server = Typ de naam of het webadres van uw telefooncentrale.
sign-in-needs-user = Typ uw gebruikers-id.
sign-in-needs-password = Typ uw wachtwoord.
sign-in-needs-token = Plak uw toegangstoken.

## What is in the way of a connection; $detail is a host, a proxy, a status or a right

problem-host-unknown =
    Er is geen server die { $detail } heet.
    Controleer de spelling, of dat u online bent.
problem-unreachable =
    { $detail } antwoordt niet.
    Controleer of u online bent en of uw netwerk u erbij laat.
problem-certificate =
    { $distrust ->
        [outOfDate] Het certificaat van { $detail } is verlopen.
        [otherName] { $detail } toonde een certificaat dat op een andere naam staat.
        [unknownIssuer] Deze computer weet niet wie het certificaat van { $detail } heeft ondertekend.
        [revoked] Het certificaat van { $detail } is ingetrokken.
       *[other] Het certificaat van { $detail } is niet te vertrouwen ({ $more }).
    }
    { $distrust ->
        [revoked] Wie het heeft uitgegeven, zegt dat het niet meer vertrouwd mag worden. Vraag het uw beheerder.
       *[other] Als uw beheerder de vingerafdruk bevestigt, kunt u dit certificaat voor alleen deze server vertrouwen.
    }
problem-encryption =
    { $detail } biedt geen veilige versleuteling.
    Daar wordt gewoon http gesproken, of een versie van TLS die niet meer veilig is. Controleer het adres en de poort met uw beheerder.
problem-proxy =
    De proxy { $detail } laat Bellhop niet door.
    Hij zegt: { $more }. Controleer de proxy-instellingen van deze computer met uw beheerder.
problem-moved =
    { $detail } stuurt u door naar { $more }.
    Bellhop gaat er niet vanzelf heen, omdat uw wachtwoord meegaat. Als uw beheerder de nieuwe server bevestigt, gebruik die dan.
problem-moved-unencrypted =
    { $detail } stuurt u door naar { $more }, waar niets versleuteld is.
    Bellhop gaat er niet heen: uw wachtwoord kan onderweg worden gelezen. Vraag uw beheerder om een adres dat met https begint.
problem-refused =
    De telefooncentrale heeft deze aanmelding geweigerd.
    Controleer de gebruikers-id en het wachtwoord. Bellhop wacht op u: na nog een paar verkeerde wachtwoorden blokkeert de telefooncentrale het account.
problem-forbidden =
    U mag zich aanmelden, maar geen gesprekken horen.
    Vraag uw beheerder om het recht om de Xtended Services Interface met gespreksbeheer te gebruiken.
problem-forbidden-right =
    U mag zich aanmelden, maar geen gesprekken horen.
    Vraag het uw beheerder. De telefooncentrale zegt: “{ $detail }”
problem-not-xsi =
    { $detail } antwoordde, maar niet als telefooncentrale met een XSI-interface.
    Controleer de naam van de server met uw beheerder; hij begint vaak met “xsp”.
problem-server-busy =
    De telefooncentrale is overbelast ({ $detail }).
    Dat gaat vaak vanzelf over.
problem-timed-out =
    { $detail } deed te lang over een antwoord.
    Controleer of u online bent, of probeer het over een minuut weer.
problem-insecure =
    Deze server zou zonder versleuteling worden bereikt, dus uw wachtwoord kan onderweg worden gelezen.
    Gebruik een adres dat met https begint. Zegt uw beheerder dat er geen is, sta het dan hieronder toe.
problem-bad-address =
    Dit is niet het adres van een server.
    Typ een webadres zoals https://xsp.example.com, of de naam van een host.
problem-no-keyring =
    Er is geen sleutelbos open, dus het wachtwoord is niet te krijgen.
    Open de sleutelbos van deze computer, of typ het wachtwoord nog eens.
problem-signed-in-elsewhere =
    Bellhop is ergens anders aangemeld, en daar worden uw gesprekken nu gehoord.
    Meld u hier aan, dan worden ze hier gehoord.
problem-user-deleted =
    De telefooncentrale kent deze gebruiker niet meer.
    Vraag uw beheerder of de gebruikers-id is veranderd.
problem-no-password =
    De sleutelbos bevat geen wachtwoord voor dit account.
    Typ het nog eens.
problem-no-account =
    Er is geen account opgeslagen op deze computer.
    Meld u een keer aan in het venster, of noem een server en een gebruiker.
problem-no-event-channel =
    De telefooncentrale houdt geen gebeurteniskanaal voor u open.
    Bellhop vraagt om een nieuw. Blijft het zo, vraag uw beheerder dan of gebeurtenissen zijn toegestaan.
problem-other =
    De verbinding met de telefooncentrale is verbroken.
    Probeer het over een minuut weer. Blijft het zo, dan weet uw beheerder misschien wat dit betekent: “{ $detail }”

problem-trust = Dit certificaat vertrouwen
problem-use-server = Die server gebruiken
certificate-subject = Uitgegeven aan
certificate-issuer = Uitgegeven door
certificate-sha256 = SHA-256-vingerafdruk

## Notices at the top of a page

notice-settings-set-aside =
    Uw instellingen konden niet worden gelezen, dus Bellhop begint met nieuwe.
    Het oude bestand is bewaard als { $detail }.
notice-custom-events-not-read =
    Sommige eigen gebeurtenissen zijn niet te lezen en doen dus niets: { $detail }.
    Ze blijven in het instellingenbestand. Misschien heeft een nieuwere Bellhop ze geschreven.
notice-settings-too-new =
    Een nieuwere Bellhop heeft uw instellingen geschreven, dus deze begint met nieuwe.
    Het nieuwere bestand is bewaard als { $detail }.
notice-journal-set-aside =
    Het verslag van wat er gebeurde was beschadigd. Wat ervan te lezen was, is bewaard; Activiteit zegt hoeveel dat is.
    Het oude bestand is bewaard als { $detail }.
notice-journal-not-kept =
    Wat er gebeurt kan niet worden opgeschreven ({ $detail }).
    Bellhop probeert het vanzelf opnieuw, en onthoudt het tot u afsluit. Controleer of er ruimte is op de schijf, en of Bellhop in zijn map mag schrijven.
notice-journal-not-opened =
    Wat er gebeurt kan niet worden opgeschreven ({ $detail }).
    Bellhop onthoudt het tot u afsluit. Controleer of er ruimte is op de schijf en of Bellhop in zijn map mag schrijven, en start het opnieuw.
notice-settings-not-saved =
    Uw instellingen konden niet worden opgeslagen ({ $detail }).
    Ze gelden tot u afsluit, en Bellhop probeert het vanzelf opnieuw. Controleer of er ruimte is op de schijf, en of Bellhop in zijn map mag schrijven.
notice-speakers-not-muted =
    Deze computer kon voor dit gesprek niet stil worden gemaakt ({ $detail }).
    Bellhop probeert het elke twee seconden opnieuw tot het gesprek eindigt.
notice-mute-output-gone =
    { $detail } is niet aangesloten, dus dit gesprek laat uw luidsprekers zoals ze zijn.
    Sluit het aan, of kies een ander uitvoerapparaat op de pagina Geluiden.
notice-password-not-kept =
    Er is geen sleutelbos open, dus het wachtwoord kan niet worden bewaard.
    U blijft aangemeld tot u afsluit. Open de sleutelbos van deze computer en meld u opnieuw aan om het te bewaren.
notice-no-sound-device =
    Er is niets om een geluid op af te spelen.
    Sluit luidsprekers of een headset aan, dan zijn de geluiden weer te horen.
notice-sound-not-played =
    Een geluid kon niet worden afgespeeld ({ $detail }).
    Kies onder Geluiden een ander.
notice-outbox-not-kept =
    Wat webservices nog moeten krijgen, kan niet worden opgeschreven ({ $detail }).
    Bellhop probeert het vanzelf opnieuw, en onthoudt het tot u afsluit. Controleer of er ruimte is op de schijf, en of Bellhop in zijn map mag schrijven.
notice-outbox-full =
    Er wacht te veel om naar webservices te sturen, dus nieuwe verzoeken worden niet bewaard.
    Kijk in Activiteit wat er mislukt. Wat het sturen niet waard is, kunt u daar een voor een verwijderen, of hier alles ineens.
outbox-filling =
    Wat wacht om naar webservices te sturen, vult { $full } % van zijn ruimte.
    Is die vol, dan worden nieuwe verzoeken niet bewaard. Kijk in Activiteit wat er mislukt. Wat het sturen niet waard is, kunt u daar een voor een verwijderen, of hier alles ineens.
outbox-delete = Alles wat wacht verwijderen
outbox-delete-sure = Alle verzoeken die wachten worden verwijderd, ook die niet meer worden geprobeerd. Er is geen weg terug.
notice-password-not-forgotten =
    Het wachtwoord kon niet uit de sleutelbos worden verwijderd.
    Verwijder het daar: het staat onder Bellhop.

## What a mistake in Bellhop itself looks like

trouble =
    Dat kon Bellhop niet.
    Het zegt: { $detail }
trouble-close = Sluiten

## First steps

first-title = { $step ->
    [sounds] Hoor uw telefoon
    [events] Laat iets voor u doen
   *[call] Zie het werken
  }
first-step = Eerste stappen, { $step } van { $count }
first-lead = { $step ->
    [sounds] Zo klinken gesprekken op deze computer. Druk op Afspelen, kies een eigen geluid of zet er een uit.
    [events] Een eigen gebeurtenis doet iets voor u zodra een gesprek overgaat, gemist wordt of eindigt. Begin met een van deze, of ga zonder verder.
   *[call] Een gesimuleerd gesprek gaat van de eerste rinkel tot het einde en toont bij elke stap wat uw eigen gebeurtenissen zouden doen.
  }
first-foot = { $step ->
    [call] Meer valt er niet in te stellen. <status>Naar Status</status>
   *[other] <status>Eerste stappen overslaan</status>: alles staat in de lijst met pagina’s, en Over toont deze stappen opnieuw.
  }
first-ring = Uw telefoon laten overgaan
first-ring-help = De telefooncentrale om te proberen belt u: u hoort het, en Status toont het
first-back = Terug
first-next = Volgende

## Status

status-last-heard = { $who }. { $unit ->
    [now] Zojuist voor het laatst gehoord.
    [minutes] { $count ->
        [one] Een minuut geleden voor het laatst gehoord.
       *[other] { $count } minuten geleden voor het laatst gehoord.
      }
   *[seconds] { $count ->
        [one] Een seconde geleden voor het laatst gehoord.
       *[other] { $count } seconden geleden voor het laatst gehoord.
      }
  }
status-retry = { $seconds ->
    [0] Nieuwe poging nu.
    [one] Nieuwe poging over 1 seconde.
   *[other] Nieuwe poging over { $seconds } seconden.
  }
status-retry-now = Nu proberen
status-asks-again = Bellhop vraagt het elk kwartier opnieuw.
status-try-again = Opnieuw proberen
status-now = Nu
call-ran = In gang gezet: { $events }.
event-quoted = ‘{ $name }’
call-show-in-activity = Tonen in Activiteit
call-line-called-you = <number>{ $number }</number>, { $scope ->
    [internal] intern
   *[external] extern
  }. { $state ->
    [ringing] Belt u sinds { $time }.
    [held] Belde u om { $time }. In de wacht.
   *[other] Belde u om { $time }.
  }
call-line-you-called = <number>{ $number }</number>, { $scope ->
    [internal] intern
   *[external] extern
  }. { $state ->
    [ringing] Gaat daar over sinds { $time }.
    [dialing] U belt sinds { $time }.
    [held] U belde om { $time }. In de wacht.
   *[other] U belde om { $time }.
  }
call-withheld = Anoniem nummer
call-timer = { $state ->
    [ringing] Gaat al { $time } over
   *[other] Al { $time } in gesprek
  }
call-state = { $state ->
    [dialback] Belt eerst uw telefoon
    [dialing] Kiest
    [ringing] Gaat over
    [held] In de wacht
    [terminated] Beëindigd
   *[connected] Verbonden
  }
status-device = Uw telefoon
status-hook = { $hook ->
    [offHook] Van de haak
    [held] Van de haak, gesprek in de wacht
   *[onHook] Op de haak
  }
status-hook-label = Hoorn
status-dnd-label = Niet storen
status-dnd = { $on ->
    [yes] Aan
   *[no] Uit
  }
status-watched = Gevolgde lijnen
status-watched-idle = Geen van de { $count } lijnen heeft een gesprek
watched-no-call = Geen gesprek
watched-asked = Wordt gevraagd…
watched-denied = Niet toegestaan
watched-ringing = { $unit ->
    [minutes] { $count ->
        [one] Gaat al 1 minuut over, <number>{ $number }</number>
       *[other] Gaat al { $count } minuten over, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Gaat al 1 uur over, <number>{ $number }</number>
       *[other] Gaat al { $count } uur over, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Gaat al 1 seconde over, <number>{ $number }</number>
       *[other] Gaat al { $count } seconden over, <number>{ $number }</number>
      }
  }
watched-in-call = { $unit ->
    [minutes] { $count ->
        [one] Al 1 minuut in gesprek, <number>{ $number }</number>
       *[other] Al { $count } minuten in gesprek, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Al 1 uur in gesprek, <number>{ $number }</number>
       *[other] Al { $count } uur in gesprek, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Al 1 seconde in gesprek, <number>{ $number }</number>
       *[other] Al { $count } seconden in gesprek, <number>{ $number }</number>
      }
  }
watched-calling = Belt <number>{ $number }</number>
watched-on-hold = In de wacht, <number>{ $number }</number>
lines-show-all = Alle { $count } lijnen tonen
lines-show-fewer = Minder lijnen tonen
status-before = Wat er eerder gebeurde en wat eraan gedaan is, staat in <activity>Activiteit</activity>.
status-switches = Schakelaars
switch-custom-events = Eigen gebeurtenissen
switch-custom-events-help = { $total ->
    [0] Nog geen
   *[other] { $on } van { $total } { $on ->
        [one] staat
       *[other] staan
      } aan
  }
switch-custom-events-off = Geen ervan wordt uitgevoerd
switch-sounds = Geluiden
switch-sounds-help = Bel en wisselgesprek
switch-sounds-off = Gesprekken maken hier geen geluid
switch-mute = Luidsprekers dempen tijdens gesprek
switch-mute-help = { $how ->
    [lower] Ze gaan zachter tijdens uw eigen gesprekken
    [pause] Mediaspelers pauzeren tijdens uw eigen gesprekken
   *[mute] Ze zijn gedempt tijdens uw eigen gesprekken
  }
switch-mute-off = Gesprekken laten uw luidsprekers zoals ze zijn

## The speakers, while something is done to them: at the top of Status, and in the tray

quiet-now = { $how ->
    [lower] Uw luidsprekers staan zachter tot het gesprek eindigt.
    [pause] Uw mediaspelers pauzeren tot het gesprek eindigt.
   *[mute] Uw luidsprekers zijn gedempt tot het gesprek eindigt.
  }
quiet-take-back = { $how ->
    [lower] Nu harder
    [pause] Nu verder spelen
   *[mute] Dempen nu opheffen
  }

## A pause of everything: on Status, and in the tray

pause-begin = Alles 1 uur pauzeren
pause-resume = Hervatten
status-paused =
    Gepauzeerd tot { $time }.
    Geen geluid, geen eigen gebeurtenis, en uw luidsprekers blijven zoals ze zijn. Gesprekken staan nog steeds in Activiteit.

## The demo phone system

demo-title = Telefooncentrale om te proberen
demo-lead = Hij draait in Bellhop, alleen op deze computer. U bent { $name }; voer een paar gesprekken en kijk wat er gebeurt.
demo-control = Ook programma’s kunnen hem besturen, op { $url }.
demo-ring = Laten overgaan
demo-ring-second = Een tweede gesprek
demo-ring-internal = Collega belt
demo-answer = Opnemen
demo-hold = In de wacht zetten
demo-retrieve = Terughalen
demo-hang-up = Ophangen
demo-dnd = Niet storen
demo-hook = Van de haak
demo-ring-watched = Telefoon van collega gaat over
demo-answer-watched = Collega neemt op
demo-end-watched = Collega hangt op
example-message = Zeggen wie er belt
example-message-text = { $number } belt u
example-log = Beëindigde gesprekken noteren
demo-watch = Om de telefoon van een collega te zien overgaan, volgt u diens lijn in <account>Account</account>.

## Sounds

sounds-incoming = Inkomende gesprekken
sound-ringing = Beltoon
sound-ringing-help = Er gaat een gesprek over
sound-waiting = Wisselgesprektoon
sound-waiting-help = Er komt een tweede gesprek binnen terwijl u belt
sound-built-in = { $which ->
    [line] De beltoon
    [waiting] Ingebouwd: twee lage tikken
   *[ringing] Ingebouwd: baliebel
  }
sound-play = Afspelen
sound-play-label = { $which ->
    [line] Het geluid van de lijn van { $name } afspelen
    [waiting] De wisselgesprektoon afspelen
   *[ringing] De beltoon afspelen
  }
sound-stop = Stoppen
sound-stop-label = { $which ->
    [line] Het geluid van de lijn van { $name } stoppen
    [waiting] De wisselgesprektoon stoppen
   *[ringing] De beltoon stoppen
  }
sound-choose = Kiezen…
sound-choose-label = { $which ->
    [line] Een geluid voor de lijn van { $name } kiezen
    [waiting] Een wisselgesprektoon kiezen
   *[ringing] Een beltoon kiezen
  }
sound-use-built-in = { $which ->
    [line] De beltoon gebruiken
   *[other] Het ingebouwde geluid gebruiken
  }
sounds-repeat = Herhalen tot er wordt opgenomen
sounds-repeat-help = Anders klinkt elk gesprek één keer
sounds-volume = Volume
sounds-percent = { $percent } %
sounds-device = Uitvoerapparaat
sounds-device-default = Standaardapparaat van het systeem
sounds-device-gone = { $name } is niet aangesloten. Geluiden klinken op het standaardapparaat van het systeem tot het weer is aangesloten.
sounds-lines = Lijnen die hier overgaan
sounds-lines-help = Geef een gevolgde lijn een eigen geluid en u hoort wie er gebeld wordt.
sounds-lines-none = Om de telefoon van een collega te horen overgaan, volgt u diens lijn in <account>Account</account>.
sounds-line-unheard = De telefooncentrale laat u deze lijn niet volgen, dus haar gesprekken zijn hier niet te horen. Vraag uw beheerder of ze op uw bezetlampenlijst (BLF) staat en of haar gesprekken privé zijn.
sounds-own-line = { $extension ->
    [none] Uw eigen lijn
   *[other] Uw eigen lijn, { $extension }
  }
sounds-off = Geluiden staan in hun geheel uit. Zet ze aan in <status>Status</status>.
sounds-foot = Alleen WAV-bestanden, tot 20 MB. Van een lang bestand klinkt de eerste minuut.
sound-problem-missing = Dit bestand is weg. Kies een ander.
sound-problem-not-wav = Dit is geen WAV-geluid, wat de naam ook zegt. Kies een ander.
sound-problem-unreadable = Dit bestand kan niet worden gelezen. Controleer of u het mag openen, of kies een ander.
sound-problem-too-large = Dit bestand is groter dan 20 MB. Kies een korter.
sound-problem-unknown-format = Dit soort WAV-bestand kan Bellhop niet afspelen. Kies er een met gewoon PCM-geluid: tot 32 bits, tot acht kanalen, 1 tot 192 kHz.
mute-title = Terwijl u in gesprek bent
mute-help = Alleen wat u hoort, nooit een microfoon. Wat u tijdens het gesprek verandert, blijft zoals u het hebt ingesteld.
mute-how = Hoe
mute-way = { $how ->
    [lower] Zachter
    [pause] Mediaspelers pauzeren
   *[mute] Dempen
  }
mute-lower-to = Zachter, tot
mute-from = Vanaf
mute-begins = { $from ->
    [ringing] Overgaan
   *[answered] Opnemen
  }
mute-output-gone = { $name } is niet aangesloten. Gesprekken laten uw luidsprekers zoals ze zijn tot het terug is.
mute-foot = { $spared ->
    [yes] De wisselgesprektoon van Bellhop blijft hoorbaar. Een softphone die via dezelfde luidsprekers klinkt, kan ook stil worden.
   *[no] Op dit systeem kunnen alleen de luidsprekers in hun geheel stil worden gemaakt, met de wisselgesprektoon van Bellhop erbij. Een softphone die erdoor klinkt, wordt ook stil.
  }
mute-foot-windows = Windows heeft een eigen schakelaar voor gesprekken op deze computer, onder Geluid, Communicatie.
mute-foot-pause = Mediaspelers kunnen op dit systeem niet worden gepauzeerd.
sound-problem-damaged = Dit WAV-bestand is beschadigd. Kies een ander.
sound-problem-empty = In dit bestand is niets te horen. Kies een ander.
sound-problem-then = { $refused ->
    [yes] Het is niet overgenomen: wat eerder gekozen was, blijft.
   *[no] In plaats daarvan klinkt het ingebouwde geluid.
  }

## Custom events: the list

events-new = Nieuwe gebeurtenis
events-start = Sjablonen
events-import = Importeren…
events-more = Meer voor eigen gebeurtenissen
events-foot = Ze worden van boven naar beneden uitgevoerd. Om te zien wat elk zou doen, <simulate>simuleert u een gesprek</simulate>.
events-exported = { $count ->
    [one] Eén eigen gebeurtenis is in het bestand opgeslagen.
   *[other] { $count } eigen gebeurtenissen zijn in het bestand opgeslagen.
  }
events-list = Eigen gebeurtenissen
events-off = Eigen gebeurtenissen staan in hun geheel uit. Zet ze aan in <status>Status</status>.
event-sentence = Als { $category ->
    [connection] <b>{ $state ->
        [signedIn] u bent aangemeld
        [signedOut] u bent afgemeld
        [lost] de verbinding wegvalt
        [restored] de verbinding terug is
       *[all] de verbinding verandert
      }</b>
    [device] { $line ->
        [any] { $state ->
            [offHook] <b>op een willekeurige lijn de hoorn wordt opgenomen</b>
            [onHook] <b>op een willekeurige lijn wordt opgehangen</b>
            [dndOn] <b>op een willekeurige lijn Niet storen aangaat</b>
            [dndOff] <b>op een willekeurige lijn Niet storen uitgaat</b>
           *[all] <b>op een willekeurige lijn een telefoon verandert</b>
          }
        [one] { $state ->
            [offHook] <b>op de lijn van { $name } de hoorn wordt opgenomen</b>
            [onHook] <b>op de lijn van { $name } wordt opgehangen</b>
            [dndOn] <b>op de lijn van { $name } Niet storen aangaat</b>
            [dndOff] <b>op de lijn van { $name } Niet storen uitgaat</b>
           *[all] <b>op de lijn van { $name } de telefoon verandert</b>
          }
       *[own] { $state ->
            [offHook] <b>uw telefoon van de haak gaat</b>
            [onHook] <b>uw telefoon op de haak gaat</b>
            [dndOn] op uw telefoon <b>Niet storen aangaat</b>
            [dndOff] op uw telefoon <b>Niet storen uitgaat</b>
           *[all] <b>uw telefoon verandert</b>
          }
      }
   *[call] <b>een { $scope ->
        [internal] intern{" "}
        [external] extern{" "}
       *[both] {""}
      }{ $direction ->
        [inbound] inkomend gesprek
        [outbound] uitgaand gesprek
       *[both] gesprek
      }{ $remoteTel ->
        [none] {""}
       *[other] {" "}met { $remoteTel }
      }{ $line ->
        [any] {" "}op een willekeurige lijn
        [one] {" "}op de lijn van { $name }
       *[own] {""}
      } { $state ->
        [ringing] overgaat
        [connected] wordt opgenomen
        [completed] is beëindigd
        [missed] is gemist
        [dialing] wordt gekozen
        [held] in de wacht gaat
        [resumed] wordt hervat
        [transferred] wordt doorverbonden
        [forwarded] wordt doorgeschakeld
       *[all] een willekeurige toestand bereikt
      }</b>
  }{ $only ->
    [none] {""}
   *[other] {", "}{ $only }
  }, { $kind ->
    [runProgram] <b>{ $target }</b> starten
    [playSound] <b>{ $target }</b> afspelen
    [showMessage] het bericht <b>“{ $target }”</b> tonen
    [openWebPage] <b>{ $target }</b> openen
    [runWebService] de webservice <b>{ $target }</b> aanroepen
   *[none] niets doen
  }{ $more ->
    [0] {""}
    [one] {" "}en nog iets
   *[other] {" "}en nog { $more } dingen
  }
event-never = Nog niet uitgevoerd
event-off = Uit
event-ran = Uitgevoerd { $when }
event-failed = Mislukt { $when }
when = { $which ->
    [today] vandaag { $time }
    [yesterday] gisteren { $time }
   *[other] { $day } { $time }
  }
keys = { $keys ->
    [Enter] Enter
    [Space] Spatie
    [Control-D] Ctrl+D
    [Alt-ArrowUp] Alt+↑
    [Alt-ArrowDown] Alt+↓
    [Delete] Del
   *[other] { $keys }
  }
event-menu = Meer voor { $name }
event-edit = Bewerken
event-switch = { $on ->
    [yes] Uitzetten
   *[no] Aanzetten
  }
event-duplicate = Dupliceren
event-up = Omhoog
event-down = Omlaag
event-export = Exporteren…
event-remove = Verwijderen
event-removed = “{ $name }” verwijderd.
event-tried-again = Het wordt opnieuw geprobeerd tot het lukt, een dag lang.
event-look = Bekijken wat er gedaan is
event-imported = Uit een bestand. Bekijk het en sla het op om het te kunnen aanzetten.
undo = Ongedaan maken
events-empty-title = Wat moet er gebeuren als uw telefoon gaat?
events-empty-lead = Een eigen gebeurtenis wacht op iets op uw lijn, een gesprek of een verandering van uw telefoon, en doet dan wat u zegt.
events-templates = Of begin met een van deze sjablonen
events-templates-foot = Elk opent in de editor. Voor u opslaat, wordt er niets uitgevoerd.
template-use = Gebruiken
template-use-label = Gebruiken: { $name }

# What a custom event can start from. $part counts those that belong together; 0 stands for all of them.
start-open-crm = Gegevens van de beller openen
start-open-crm-help = Als een extern gesprek overgaat, een webpagina openen met het nummer van de beller in het adres
start-message-on-missed = Een gemist gesprek melden
start-message-on-missed-help = Als een gesprek is gemist, een bericht tonen met naam en nummer van de beller
start-log-to-service = { $part ->
    [1] Beëindigde gesprekken aan een webservice melden
    [2] Gemiste gesprekken aan een webservice melden
   *[0] Elk gesprek aan een webservice melden
  }
start-log-to-service-help = Twee eigen gebeurtenissen: als een gesprek is beëindigd of gemist, alles erover naar een adres van u sturen
start-log-to-csv = { $part ->
    [1] Beëindigde gesprekken in een bestand schrijven
    [2] Gemiste gesprekken in een bestand schrijven
   *[0] Elk gesprek in een bestand schrijven
  }
start-log-to-csv-help = Twee eigen gebeurtenissen: als een gesprek is beëindigd of gemist, een regel toevoegen aan een bestand dat een spreadsheet kan lezen
start-on-air-light = { $part ->
    [1] Licht aan tijdens een gesprek
    [2] Licht uit na een gesprek
   *[0] Licht aan en uit
  }
start-on-air-light-help = Twee eigen gebeurtenissen: een lamp gaat aan als een gesprek wordt opgenomen, en uit als het is beëindigd
start-boss-sound = Een ander geluid voor één beller
start-boss-sound-help = Als een bepaald nummer belt, een eigen geluid afspelen

## Why an action failed; $detail is a file, an address, a status or an exit code

failure-program-missing = Er is geen programma op { $detail }. Kies het opnieuw.
failure-program-not-executable = { $detail } kan niet worden uitgevoerd. Kies een programma, of maak het uitvoerbaar.
failure-program-failed = Het programma eindigde met code { $detail }.
failure-timed-out = Het duurde te lang en is gestopt.
failure-sound-missing = Het geluid { $detail } is weg. Kies een ander.
failure-sound-broken = { $detail } kan niet worden afgespeeld. Kies een ander geluid.
failure-no-sound-device = Er is niets om een geluid op af te spelen. Sluit luidsprekers of een headset aan.
failure-notification-refused = Het bureaublad toonde geen bericht. Sta in de instellingen ervan meldingen van Bellhop toe.
failure-bad-address = De waarden maakten een adres dat niet mag worden geopend ({ $detail }).
failure-bad-argument = Een waarde had voor iets anders kunnen worden aangezien, dus het programma is niet gestart ({ $detail }). Zet tekst voor de variabele, bijvoorbeeld --name=
failure-no-browser = Geen programma op deze computer opent zo’n adres ({ $detail }).
failure-service-unreachable = De webservice { $detail } antwoordt niet. Controleer het adres, of dat u online bent.
failure-service-answered = De webservice antwoordde { $detail }.
failure-held-back = Het kwam vaker dan deze eigen gebeurtenis mag handelen, dus Bellhop heeft het overgeslagen.
failure-no-longer-so = Het was niet meer zo toen het aan de beurt was, dus het is overgeslagen.
failure-program-not-for-this-computer = { $detail } is voor een ander soort computer gemaakt. Kies een programma dat hier draait.
failure-folder-missing = De map { $detail } is weg. Kies een andere om in te starten.
failure-too-long = Wat de waarden maakten is te lang voor deze computer. Gebruik minder variabelen.
failure-gave-up = De webservice was een dag weg, dus Bellhop probeert het niet meer ({ $detail }).
failure-interrupted = Bellhop stopte terwijl het liep, dus niemand weet hoe het afliep.
failure-given-up-by-user = U hebt het verwijderd voordat het aankwam.
failure-secret-missing = De sleutelbos bevat geen geheim dat { $detail } heet. Voeg het toe in de editor.
failure-keyring-closed = De sleutelbos kon niet om het geheim worden gevraagd dat { $detail } heet. Open de sleutelbos van deze computer; het wordt vanzelf opnieuw geprobeerd.
failure-outbox-full = Er wacht al te veel om te versturen, dus dit is niet bewaard.
failure-other = Het lukte niet ({ $detail }).

## Custom events: the editor

editor-new = Nieuwe eigen gebeurtenis
editor-edit = Eigen gebeurtenis bewerken
editor-back = Terug naar Eigen gebeurtenissen
editor-cancel = Annuleren
editor-save = Opslaan
editor-unsaved = Deze eigen gebeurtenis heeft wijzigingen die niet zijn opgeslagen.
editor-discard = Verwerpen
editor-keep = Verder bewerken
editor-name = Naam
editor-when = Als
editor-do = Doen
editor-judged = Met waar het hieronder op wordt uitgeprobeerd:
editor-try = Proef
editor-imported =
    Uit een bestand.
    Bekijk het en sla het op om het te kunnen aanzetten.
field-category = Categorie
category = { $category ->
    [connection] Verbinding
    [device] Telefoon
   *[call] Gesprek
  }
field-state = Toestand
word = { $word ->
    [ringing] Gaat over
    [connected] Opgenomen
    [completed] Beëindigd
    [missed] Gemist
    [dialing] Kiest
    [held] In de wacht
    [resumed] Hervat
    [transferred] Doorverbonden
    [forwarded] Doorgeschakeld
    [offHook] Van de haak
    [onHook] Op de haak
    [dndOn] Niet storen aan
    [dndOff] Niet storen uit
    [signedIn] Aangemeld
    [signedOut] Afgemeld
    [lost] Verbinding weg
    [restored] Verbinding terug
    [inbound] Inkomend
    [outbound] Uitgaand
    [internal] Intern
    [external] Extern
    [both] Beide
    [idle] Vrij
    [inACall] In een ander gesprek
    [all] Alle
   *[none] niets
  }
field-direction = Richting
field-scope = Bereik
field-remote-tel = Nummer van de ander
field-local-tel = Eigen nummer
field-tel-any = Willekeurig
field-tel-help = Een nummer, het begin ervan, of meer met komma’s ertussen. “!” ervoor betekent niet, “withheld” is een anoniem nummer.
field-local-tel-help = Staat Lijn op uw eigen lijn, dan zegt Eigen nummer welke lijnen bedoeld zijn, uw eigen of gevolgde.
field-line = Lijn
line-own = Uw eigen lijn
line-by-local-tel = Die Eigen nummer noemt
line-any = Een willekeurige lijn
line-not-watched = Deze lijn wordt niet meer gevolgd.
# Which numbers are meant, where it says which: "4021 or 4017", "any number except a withheld number".
tel-words = { $wanted ->
    [none] een willekeurig nummer
   *[other] { $wanted }
  }{ $not ->
    [none] {""}
   *[other] {" "}behalve { $not }
  }
tel-word = { $number ->
    [withheld] een anoniem nummer
   *[other] { $shape ->
        [beginning] een met { $number } beginnend nummer
        [like] een nummer zoals { $number }
       *[number] { $number }
      }
  }
read-back-call = een <scope>{ $scope ->
    [internal] intern
    [external] extern
   *[both] willekeurig
  }</scope> <direction>{ $direction ->
    [inbound] inkomend
    [outbound] uitgaand
   *[both] { $state ->
        [missed] inkomend
       *[other] inkomend of uitgaand
      }
  }</direction> gesprek met <remote>{ $remoteTel ->
    [none] een willekeurig nummer
   *[other] { $remoteTel }
  }</remote> <state>{ $state ->
    [ringing] gaat over
    [connected] wordt opgenomen
    [completed] is beëindigd
    [missed] is gemist
    [dialing] wordt gekozen
    [held] gaat in de wacht
    [resumed] wordt hervat
    [transferred] wordt doorverbonden
    [forwarded] wordt doorgeschakeld
   *[all] bereikt een willekeurige toestand
  }</state> op { $line ->
    [any] { $localTel ->
        [none] <line>een willekeurige lijn</line>
       *[other] <line>een willekeurige lijn</line> met { $pattern ->
            [yes] {""}
           *[no] het nummer{" "}
          }<local>{ $localTel }</local>
      }
    [one] { $localTel ->
        [none] <line>de lijn van { $name }</line>
       *[other] <line>de lijn van { $name }</line> met { $pattern ->
            [yes] {""}
           *[no] het nummer{" "}
          }<local>{ $localTel }</local>
      }
   *[own] { $localTel ->
        [none] <line>uw eigen lijn</line>
       *[other] <local>{ $localTel }</local>
      }
  }
read-back-device = { $line ->
    [any] <state>{ $state ->
        [offHook] een telefoon gaat van de haak
        [onHook] een telefoon gaat op de haak
        [dndOn] Niet storen gaat aan
        [dndOff] Niet storen gaat uit
       *[all] een telefoon gaat van of op de haak, of Niet storen gaat aan of uit
      }</state> op <line>een willekeurige lijn</line>
    [one] <state>{ $state ->
        [offHook] de telefoon gaat van de haak
        [onHook] de telefoon gaat op de haak
        [dndOn] Niet storen gaat aan
        [dndOff] Niet storen gaat uit
       *[all] de telefoon gaat van of op de haak, of Niet storen gaat aan of uit
      }</state> op <line>de lijn van { $name }</line>
   *[own] <state>{ $state ->
        [offHook] uw telefoon gaat van de haak
        [onHook] uw telefoon gaat op de haak
        [dndOn] Niet storen gaat aan
        [dndOff] Niet storen gaat uit
       *[all] uw telefoon gaat van of op de haak, of Niet storen gaat aan of uit
      }</state>
  }
read-back-connection = <state>{ $state ->
    [signedIn] u bent aangemeld
    [signedOut] u bent afgemeld
    [lost] de verbinding valt weg
    [restored] de verbinding is terug
   *[all] u bent aan- of afgemeld, of de verbinding valt weg of is terug
  }</state>

# What has to be true besides. A condition is a part of a sentence: "When a call rings, once per call, ..."
only-when = Alleen als
only-when-more = Meer voorwaarden
condition = { $kind ->
    [ownState] { $state ->
        [inACall] terwijl u in een ander gesprek bent
        [dndOn] terwijl uw Niet storen aan is
        [dndOff] terwijl uw Niet storen uit is
       *[idle] terwijl u in geen ander gesprek bent
      }
    [stillSo] { $seconds ->
        [one] na 1 seconde nog steeds zo
       *[other] na { $seconds } seconden nog steeds zo
      }
    [oncePerCall] eenmaal per gesprek
    [answeredHere] als er hier is opgenomen
    [state] met een andere toestand
    [line] op bepaalde lijnen
    [direction] in één richting
    [scope] van één bereik
    [remoteTel] met bepaalde nummers van de ander
    [localTel] met bepaalde eigen nummers
   *[other] met nog een voorwaarde
  }
condition-kind = { $kind ->
    [hours] Op bepaalde dagen en uren
    [ownState] Terwijl uw eigen lijn in een bepaalde toestand is
    [stillSo] Na een tijdje nog steeds zo
    [oncePerCall] Eenmaal per gesprek
   *[answeredHere] Alleen als er op deze lijn is opgenomen
  }
condition-help = { $kind ->
    [hours] Volgens de klok van deze computer
    [ownState] Uw eigen lijn, los van het gesprek waar het om gaat
    [stillSo] Het wacht eerst, en doet niets als het dan niet meer zo is
    [oncePerCall] Niet nog eens voor hetzelfde gesprek
   *[answeredHere] Niet als een collega of niemand opnam
  }
days = { $which ->
    [all] elke dag
    [week] maandag tot en met vrijdag
    [weekend] zaterdag en zondag
   *[some] { $list }
  }
weekday = { $day ->
    [mon] maandag
    [tue] dinsdag
    [wed] woensdag
    [thu] donderdag
    [fri] vrijdag
    [sat] zaterdag
   *[sun] zondag
  }
hours = { $time ->
    [all] { $days }
   *[some] { $days } { $from } tot { $to }
  }
day-time = { $day } { $time }
hours-days = Dagen
hours-from = Van
hours-to = Tot
own-state-label = Toestand
still-so-after = Na
limit = hoogstens { $times ->
    [one] eenmaal
   *[other] { $times } keer
  } in { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } seconden
  }
limit-times = Hoogstens
limit-within = Binnen
limit-help = Wat vaker komt, wordt overgeslagen, zodat een drukke telefoon deze computer niet kan overspoelen. Webservices krijgen alles te horen.
unit-times = keer
unit-seconds = seconden
unit-percent = %
action = Actie
action-add = Nog een actie toevoegen
action-up = Actie { $number } omhoog
action-down = Actie { $number } omlaag
action-remove = Actie { $number } verwijderen
action-kind = { $kind ->
    [playSound] Geluid afspelen
    [showMessage] Bericht tonen
    [openWebPage] Webpagina openen
    [runWebService] Webservice aanroepen
   *[runProgram] Programma starten
  }
field-program = Programma
field-program-help = Het programma zelf, met zijn map.
field-parameters = Parameters
field-parameters-help = Zoals op een opdrachtregel. De waarde van een variabele is altijd precies één argument.
field-takes-options = Een waarde mag met “-” of “/” beginnen
field-takes-options-help = Anders start het programma dan niet, omdat het de naam van een beller voor een optie zou kunnen aanzien. Vink dit alleen aan als het het programma niets uitmaakt.
field-folder = Starten in map
field-folder-help = Leeg staat voor de eigen map van het programma.
field-hidden = Venster ervan verbergen
field-environment = Het ook in zijn omgeving vertellen
field-environment-help = Als BELLHOP_CALL_REMOTE_TEL enzovoort: een script kan ze gebruiken zonder ze als opdrachten te lezen.
field-time-limit = Stoppen na
field-time-limit-help = Tot 10 minuten. Leeg mag het draaien zolang het wil, ook nadat u Bellhop hebt afgesloten.
field-sound = Geluid
field-sound-help = Een WAV-bestand.
field-repeat = Herhalen tot het gesprek verdergaat
field-repeat-help = Hoogstens een minuut
field-volume = Volume
device-gone = Een apparaat dat niet is aangesloten ({ $id })
field-title = Titel
field-text = Tekst
field-stay = Blijft tot u het sluit
field-withdraw = Verdwijnt als het gesprek is aangenomen of voorbij is
field-page = Een klik opent
field-page-help = Een webadres. Leeg: een klik sluit alleen het bericht.
field-url = Adres
field-url-page-help = Met het begin ervan, bijvoorbeeld https:// of mailto:
field-url-service-help = Met het begin ervan: https://, of http:// binnen uw eigen netwerk.
field-method = Methode
field-body = Sturen
body-kind = { $kind ->
    [event] Alles over het gesprek, als JSON
    [json] Eigen JSON
    [form] De velden van een formulier
   *[nothing] Niets
  }
field-json = JSON
field-json-help = Variabelen staan tussen rechte aanhalingstekens. Een waarde verandert nooit wat eromheen staat.
form-name = Veld
form-value = Waarde
form-add = Een veld toevoegen
header-name = Header
header-value = Waarde
header-add = Een header toevoegen
secret = Geheim aan het eind
secret-help = Uit de sleutelbos van deze computer. Het wordt ingevuld als het verzoek wordt gestuurd, en nergens opgeschreven.
secret-none = Geen geheim
secret-new = Een geheim toevoegen…
secret-name = Naam van het geheim
secret-value = Geheim
secret-value-help = Het wordt nooit meer getoond.
secret-keep = In de sleutelbos bewaren
secret-forget = Het geheim “{ $name }” vergeten
secret-forgotten = Het geheim “{ $name }” is vergeten. Verzoeken die het sturen mislukken tot u het opnieuw toevoegt.
secret-not-kept = De sleutelbos nam het niet aan ({ $detail }). Open de sleutelbos van deze computer en probeer het opnieuw.
secret-not-whole = Typ zijn naam en het geheim, of kies een ander.
service-time-limit = Op antwoord wachten
field-once = Maar één keer proberen
field-once-help = Anders wordt het een dag lang opnieuw geprobeerd zolang de service weg is.
choose = Kiezen…
choose-program = Een programma kiezen
choose-folder = Een map kiezen
choose-sound = Een geluid kiezen

## The picker of variables

picker-button = Variabele invoegen
picker-title = Variabele invoegen
picker-search = Variabelen zoeken
picker-list = Variabelen
picker-call = Gesprek
picker-device = Telefoon
picker-event = Gebeurtenis
picker-formats = Met de hand getypt bestaat ze ook als { $example }, of met { $formats } na de dubbele punt.
picker-foot = Enter voegt in, Esc sluit.
picker-none = Geen variabele heeft “{ $query }” in de naam.
variable-call-remote-tel = Gesprek > Nummer van de ander
variable-call-remote-name = Gesprek > Naam van de ander
variable-call-start = Gesprek > Begin
variable-call-state = Gesprek > Toestand
variable-call-duration = Gesprek > Duur
variable-call-direction = Gesprek > Richting
variable-call-local-tel = Gesprek > Eigen nummer
variable-call-local-name = Gesprek > Eigen naam
variable-call-id = Gesprek > Kenmerk
variable-call-outcome = Gesprek > Afloop
variable-call-scope = Gesprek > Bereik
variable-call-ring-time = Gesprek > Duur van het overgaan
variable-call-answered = Gesprek > Opgenomen
variable-call-ended = Gesprek > Einde
variable-call-redirected-from = Gesprek > Omgeleid vanaf
variable-device-owner-name = Telefoon > Naam van de eigenaar
variable-device-owner-internal-tel = Telefoon > Intern nummer van de eigenaar
variable-device-owner-external-tel = Telefoon > Extern nummer van de eigenaar
variable-device-hook-state = Telefoon > Hoorn
variable-device-dnd-state = Telefoon > Niet storen
variable-event-name = Gebeurtenis > Naam
variable-event-time = Gebeurtenis > Tijd

## What is wrong with a field. $field is the last part of its name, $suggestion is “none” if there is none.

field-problem-empty = { $field ->
    [name] Geef het een naam, om het in de lijst te herkennen.
    [program] Kies het programma dat wordt gestart.
    [file] Kies het geluid dat wordt afgespeeld.
    [url] Typ het adres dat wordt geopend.
    [actions] Er wordt nog niets gedaan. Voeg een actie toe.
   *[other] Hier staat nog niets. Typ iets om te tonen.
  }
field-problem-unknown-variable = { $suggestion ->
    [none] Er is geen variabele {"{"}{ $detail }{"}"}. Kies er een met Variabele invoegen, of schrijf {"{{"} voor een accolade.
   *[other] Er is geen variabele {"{"}{ $detail }{"}"}. Bedoelde u {"{"}{ $suggestion }{"}"}?
  }
field-problem-misprint = {"{"}{ $detail }{"}"} is een oude drukfout. Ze werkt, maar heet {"{"}{ $suggestion }{"}"}.
field-problem-variable-empty-here = {"{"}{ $detail }{"}"} is leeg { $moment ->
    [device] als uw telefoon verandert: ze hoort bij gesprekken.
    [connection] als de verbinding verandert: ze hoort bij gesprekken.
    [ringing] terwijl een gesprek overgaat.
    [connected] als een gesprek wordt opgenomen.
    [completed] als een gesprek is beëindigd.
    [missed] als een gesprek is gemist.
    [dialing] terwijl een gesprek wordt gekozen.
    [held] als een gesprek in de wacht gaat.
    [resumed] als een gesprek wordt hervat.
    [transferred] als een gesprek wordt doorverbonden.
    [forwarded] als een gesprek wordt doorgeschakeld.
   *[all] op het moment dat deze eigen gebeurtenis wordt uitgevoerd.
  }
field-problem-bad-template = Een accolade staat alleen. Sluit hem, of verdubbel hem als het alleen tekst is: {"{{"} of {"}}"}.
field-problem-bad-address = Dit is geen adres. Schrijf het helemaal, bijvoorbeeld https://crm.example.com/
field-problem-scheme-not-allowed = { $moment ->
    [service] Webservices worden met https of http bereikt.
   *[any] Adressen die met “{ $detail }” beginnen, worden niet geopend. Gebruik https, http, mailto of tel.
  }
field-problem-value-in-address = Een variabele kan de server niet kiezen. Schrijf het adres tot de eerste “/” zelf.
field-problem-value-in-name = Een variabele kan niet de naam van een veld in het adres zijn, alleen de waarde. Schrijf zelf wat voor de “=” staat.
field-problem-program-missing = Er is geen programma op { $detail }. Kies het opnieuw.
field-problem-program-not-executable = { $detail } kan niet worden uitgevoerd. Kies een programma, of maak het uitvoerbaar.
field-problem-program-not-absolute = Geef het programma met zijn map, helemaal vanaf het begin, of kies het.
field-problem-sound-missing = Er is geen bestand op { $detail }. Kies een ander.
field-problem-sound-not-wav = Dit is geen WAV-geluid, wat de naam ook zegt. Kies een ander.
field-problem-sound-unreadable = Dit bestand kan niet worden gelezen. Controleer of u het mag openen, of kies een ander.
field-problem-sound-too-large = Dit bestand is groter dan 20 MB. Kies een korter.
field-problem-sound-unknown-format = Dit soort WAV-bestand kan Bellhop niet afspelen. Kies er een met gewoon PCM-geluid: tot 32 bits, tot acht kanalen, 1 tot 192 kHz.
field-problem-sound-damaged = Dit WAV-bestand is beschadigd. Kies een ander.
field-problem-sound-empty = In dit bestand is niets te horen. Kies een ander.
field-problem-bad-number = “{ $detail }” is geen telefoonnummer en niet het begin ervan.
field-problem-bad-parameters = Een aanhalingsteken is niet gesloten. Sluit het, of laat het weg.
field-problem-bad-time = “{ $detail }” is geen tijdstip. Schrijf het als 08:30.
field-problem-bad-number-of-seconds = { $field ->
    [times] Typ een geheel getal van 1 tot en met 100.
    [within] Typ een geheel aantal seconden, van 1 tot en met 3600.
    [timeLimit] Typ een geheel aantal seconden, van 1 tot en met 600 voor een programma en tot en met 300 voor een webservice.
   *[seconds] Typ een geheel aantal seconden dat niet 0 en niet te groot is.
  }
field-problem-folder-missing = Er is geen map { $detail }. Kies er een.
field-problem-script-with-values = { $detail } leest zijn parameters als opdrachten, dus de naam van een beller zou er een kunnen worden. Laat de variabelen weg en vertel ze in zijn omgeving.
field-problem-scheme-to-allow = Adressen die met { $detail }: beginnen, starten een programma op deze computer. Sta ze alleen toe als u het kent.
field-problem-bad-json = Dit is geen JSON ({ $detail }). Controleer de aanhalingstekens, komma’s en haken.
field-problem-bad-header = { $detail ->
    [none] Geef de header een naam.
   *[other] “{ $detail }” kan niet als header worden gestuurd. Kies een andere naam.
  }
field-problem-address-forbidden = { $detail } verklapt geheimen van deze computer, dus Bellhop vraagt daar niets.
field-problem-not-private = Dit adres is niet versleuteld, dus wat wordt gestuurd kan onderweg worden gelezen. Gebruik https als u kunt.
field-problem-secret-missing = De sleutelbos bevat geen geheim dat “{ $detail }” heet. Voeg het toe, of kies een ander.
field-problem-name-as-written = Namen worden verstuurd zoals ze hier staan, ook “{ $detail }”: alleen waarden nemen variabelen aan.
field-problem-looks-secret = Dit lijkt een geheim en is hier voor iedereen te lezen. Stuur het als header met een geheim uit de sleutelbos. Geëxporteerde bestanden laten het weg.
allow-scheme = Adressen met { $scheme }: hier toestaan
change-it = Wijzigen

## Trying a custom event out

try-label = Met
try-with = { $which ->
    [last] { $name ->
        [none] Het laatste gesprek
       *[other] Het laatste gesprek: { $name }
      }
    [example] { $name ->
        [none] Een verzonnen gesprek
       *[other] Een verzonnen gesprek: { $name }
      }
   *[own] Eigen waarden
  }
try-action = { $count ->
    [1] Actie
   *[other] Actie { $number }
  }
try-does = { $kind ->
    [runProgram] { $arguments ->
        [0] Start dit programma zonder argumenten
        [one] Start dit programma met 1 argument
       *[other] Start dit programma met { $arguments } argumenten
      }
    [playSound] Speelt dit geluid af
    [showMessage] Toont dit bericht
    [openWebPage] Opent deze pagina
    [runWebService] Stuurt dit verzoek
   *[nothing] Doet niets
  }
try-it = Proberen
try-nothing = Wat het zou doen wordt hier precies getoond, zodra er iets te doen is.
try-would-not-run = Dit gesprek zou het niet starten.
preview-not-yet = Zoals het er staat kan het niet: in de velden ontbreekt iets of klopt iets niet.
sample-name = Naam
sample-tel = Nummer
sample-withheld = Het nummer is anoniem
sample-internal = Een collega
sample-seconds = Gespreksduur
outcome-good = { $success ->
    [none] Klaar na { $seconds } s
   *[other] { $success } na { $seconds } s
  }
outcome-failed = { $failure } Het duurde { $seconds } s.
outcome-goes-on = Het is gestart en loopt door.
ran-program = Programma en argumenten
ran-folder = Start in { $folder }
ran-hidden = Het venster ervan is verborgen
ran-time-limit = Wordt gestopt als het langer duurt dan { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } seconden
  }
ran-environment = { $count ->
    [one] 1 waarde wordt in zijn omgeving verteld
   *[other] { $count } waarden worden in zijn omgeving verteld
  }
ran-repeat = Herhaald tot het gesprek verdergaat
ran-volume = Op { $volume } % van het volume
ran-device = Op { $device }
ran-stay = Blijft tot het wordt gesloten
ran-withdraw = Verdwijnt als het gesprek is aangenomen of voorbij is
ran-page = Een klik opent { $url }
ran-once = Maar één keer geprobeerd
ran-header = { $secret ->
    [none] { $name }: { $value }
   *[other] { $name }: { $value }<secret>geheim { $secret }</secret>
  }

## Simulating a call

simulate-call = Gesprek
simulate-direction = { $direction ->
    [outgoing] U belt iemand
   *[incoming] Iemand belt
  }
simulate-answered = Er wordt opgenomen
simulate-held = Het gaat in de wacht en wordt hervat
simulate-for-real = Echt doen
simulate-for-real-help = Anders wordt alleen gezegd wat er gedaan zou worden
simulate-go = Simuleren
simulate-back = Terug
simulate-result = Resultaat
simulate-nothing = Er kwam niets van.
simulate-step = { $number }. { $state ->
    [dialing] Het wordt gekozen
    [ringing] Het gaat over
    [connected] Het wordt opgenomen
    [held] Het gaat in de wacht
    [resumed] Het wordt hervat
    [transferred] Het wordt doorverbonden
    [forwarded] Het wordt doorgeschakeld
    [missed] Het is gemist
   *[completed] Het is beëindigd
  }
simulate-traces = { $asked ->
    [0] Er wordt geen eigen gebeurtenis uitgevoerd: geen ervan gaat hierover.
    [one] { $ran ->
        [0] De ene eigen gebeurtenis hierover wordt niet uitgevoerd.
       *[other] De ene eigen gebeurtenis hierover wordt uitgevoerd.
      }
   *[other] { $ran ->
        [0] Geen van de { $asked } eigen gebeurtenissen hierover wordt uitgevoerd.
        [one] 1 van de { $asked } eigen gebeurtenissen hierover wordt uitgevoerd.
       *[other] { $ran } van de { $asked } eigen gebeurtenissen hierover worden uitgevoerd.
      }
  }
simulate-runs = wordt uitgevoerd
simulate-runs-not = wordt niet uitgevoerd
simulate-waits = { $seconds ->
    [one] wordt uitgevoerd als het na 1 seconde nog zo is
   *[other] wordt uitgevoerd als het na { $seconds } seconden nog zo is
  }

## Why a custom event ran or did not

traces = { $asked ->
    [0] Er is geen eigen gebeurtenis bekeken: geen ervan gaat hierover.
    [one] { $ran ->
        [0] De ene eigen gebeurtenis hierover is niet uitgevoerd.
       *[other] De ene eigen gebeurtenis hierover is uitgevoerd.
      }
   *[other] { $ran ->
        [0] Geen van de { $asked } eigen gebeurtenissen hierover is uitgevoerd.
        [one] 1 van de { $asked } eigen gebeurtenissen hierover is uitgevoerd.
       *[other] { $ran } van de { $asked } eigen gebeurtenissen hierover zijn uitgevoerd.
      }
  }
trace-ran = uitgevoerd om { $time }
trace-not-run = niet uitgevoerd
trace-held-back = is overgeslagen: ze kwam vaker dan ze mag handelen
verdict-switched-on = { $met ->
    [yes] Ze staat aan
   *[no] Ze staat uit
  }
verdict-all-on = { $met ->
    [yes] Eigen gebeurtenissen staan aan
   *[no] { $was ->
        [paused] Eigen gebeurtenissen waren gepauzeerd
       *[off] Eigen gebeurtenissen stonden in hun geheel uit
      }
  }
verdict-state = { $met ->
    [yes] Toestand: { $was }
   *[no] Toestand: gevraagd { $wanted }, het was { $was }
  }
verdict-line-word = { $line ->
    [own] uw eigen
    [any] willekeurig
   *[other] { $name }
  }
verdict-line = { $met ->
    [yes] Lijn: { $wanted }
   *[no] Lijn: gevraagd { $wanted }, het was { $was }
  }
verdict-direction = { $met ->
    [yes] Richting: { $wanted }
   *[no] Richting: gevraagd { $wanted }, het gesprek was { $was }
  }
verdict-scope = { $met ->
    [yes] Bereik: { $wanted }
   *[no] Bereik: gevraagd { $wanted }, het gesprek was { $was }
  }
verdict-remote-tel = { $met ->
    [yes] { $wanted ->
        [none] Nummer van de ander: willekeurig
       *[other] Nummer van de ander: { $wanted }
      }
   *[no] { $was ->
        [none] Nummer van de ander: gevraagd { $wanted }, het nummer was anoniem
        [withheld] Nummer van de ander: gevraagd { $wanted }, het nummer was anoniem
       *[other] Nummer van de ander: gevraagd { $wanted }, het gesprek was met { $was }
      }
  }
verdict-local-tel = { $met ->
    [yes] { $wanted ->
        [none] Eigen nummer: willekeurig
       *[other] Eigen nummer: { $wanted }
      }
   *[no] Eigen nummer: gevraagd { $wanted }, het gesprek was op { $was }
  }
verdict-hours = { $met ->
    [yes] Uren: { $wanted }
   *[no] Uren: gevraagd { $wanted }, het was { $was }
  }
verdict-own-state = { $met ->
    [yes] Uw eigen lijn: { $wanted }
   *[no] Uw eigen lijn: gevraagd { $wanted }, het was { $was }
  }
verdict-still-so = { $was ->
    [waiting] { $wanted ->
        [one] Na 1 seconde nog zo: daar wordt op gewacht
       *[other] Na { $wanted } seconden nog zo: daar wordt op gewacht
      }
    [still] { $wanted ->
        [one] Na 1 seconde nog zo
       *[other] Na { $wanted } seconden nog zo
      }
    [changed] { $wanted ->
        [one] Na 1 seconde nog zo: toen was het veranderd
       *[other] Na { $wanted } seconden nog zo: toen was het veranderd
      }
    [off] { $wanted ->
        [one] Na 1 seconde nog zo: het is intussen uitgezet
       *[other] Na { $wanted } seconden nog zo: het is intussen uitgezet
      }
    [paused] { $wanted ->
        [one] Na 1 seconde nog zo: toen was alles gepauzeerd
       *[other] Na { $wanted } seconden nog zo: toen was alles gepauzeerd
      }
   *[ended] { $wanted ->
        [one] Na 1 seconde nog zo: toen was het voorbij
       *[other] Na { $wanted } seconden nog zo: toen was het voorbij
      }
  }
verdict-once-per-call = { $met ->
    [yes] Eenmaal per gesprek: dit was de eerste keer
   *[no] Eenmaal per gesprek: het was voor dit gesprek al gedaan
  }
verdict-answered-here = { $met ->
    [yes] Op deze lijn opgenomen
   *[no] Op deze lijn opgenomen: hier had niemand opgenomen
  }

## Activity

activity-search = Zoeken in activiteit
activity-search-for = Naam, nummer of gebeurtenis
activity-show = Tonen
activity-filter = { $filter ->
    [call] Gesprekken
    [device] Telefoon
    [connection] Verbinding
    [failed] Alleen mislukt
   *[all] Alles
  }
day-name = { $which ->
    [today] Vandaag, { $day }
    [yesterday] Gisteren, { $day }
   *[other] { $day }
  }
activity-line = { $kind ->
    [device] { $line ->
        [other] { $state ->
            [offHook] De telefoon van <b>{ $name }</b> ging van de haak
            [onHook] De telefoon van <b>{ $name }</b> ging op de haak
            [dndOn] <b>Niet storen</b> ging aan op de telefoon van <b>{ $name }</b>
            [dndOff] <b>Niet storen</b> ging uit op de telefoon van <b>{ $name }</b>
           *[all] De telefoon van <b>{ $name }</b> veranderde
          }
       *[own] { $state ->
            [offHook] <b>Uw telefoon</b> ging van de haak
            [onHook] <b>Uw telefoon</b> ging op de haak
            [dndOn] <b>Niet storen</b> ging aan
            [dndOff] <b>Niet storen</b> ging uit
           *[all] <b>Uw telefoon</b> veranderde
          }
      }
    [connection] { $state ->
        [signedIn] <b>Aangemeld</b>
        [signedOut] { $reason ->
            [none] <b>Afgemeld</b>
           *[other] <b>Afgemeld.</b> { $reason }
          }
        [connectionLost] { $reason ->
            [none] <b>Verbinding weggevallen</b>
           *[other] <b>Verbinding weggevallen.</b> { $reason }
          }
        [connectionRestored] <b>Verbinding terug</b>
        [recovered] <b>De telefooncentrale was verstomd</b>, en is weer te horen
        [unreadable] <b>Iets wat de telefooncentrale zei, was niet te lezen</b> en is overgeslagen
        [notPermitted] { $line ->
            [other] De lijn van <b>{ $name }</b> kan niet worden gevolgd: de telefooncentrale staat het niet toe
           *[own] <b>De telefooncentrale laat u uw eigen lijn niet horen</b>
          }
        [recordDamaged] { $lost ->
            [none] <b>Het verslag van wat er gebeurde was beschadigd.</b> { $detail } regels ervan waren te lezen
           *[other] <b>Het verslag van wat er gebeurde was beschadigd.</b> { $detail } regels ervan waren te lezen, { $lost } zijn verloren
          }
        [soundReplaced] { $reason ->
            [missing] <b>{ $detail } is weg.</b> In plaats daarvan klonk het ingebouwde geluid
            [unreadable] <b>{ $detail } kan niet worden gelezen.</b> In plaats daarvan klonk het ingebouwde geluid
           *[other] <b>{ $detail } kan niet worden afgespeeld.</b> In plaats daarvan klonk het ingebouwde geluid
          }
        [noSoundDevice] <b>Een gesprek ging ongehoord over</b>: er was niets om een geluid op af te spelen
       *[all] <b>Verbinding veranderd</b>
      }
   *[call] { $state ->
        [dialing] { $line ->
            [other] <b>{ $name }</b> belde <b>{ $who }</b>
           *[own] U belde <b>{ $who }</b>
          }
        [ringing] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $name }</b> belde <b>{ $who }</b>, en daar ging het over
               *[own] U belde <b>{ $who }</b>, en daar ging het over
              }
           *[incoming] { $line ->
                [other] <b>{ $who }</b> belde de lijn van <b>{ $name }</b>
               *[own] <b>{ $who }</b> belde
              }
          }
        [connected] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $who }</b> nam op voor <b>{ $name }</b>
               *[own] <b>{ $who }</b> nam op
              }
           *[incoming] { $line ->
                [other] <b>{ $name }</b> nam <b>{ $who }</b> op
               *[own] U nam <b>{ $who }</b> op
              }
          }
        [held] { $line ->
            [other] <b>{ $name }</b> zette <b>{ $who }</b> in de wacht
           *[own] <b>{ $who }</b> ging in de wacht
          }
        [resumed] { $line ->
            [other] <b>{ $name }</b> hervatte het gesprek met <b>{ $who }</b>
           *[own] Het gesprek met <b>{ $who }</b> is hervat
          }
        [transferred] { $line ->
            [other] <b>{ $name }</b> verbond het gesprek met <b>{ $who }</b> door
           *[own] Het gesprek met <b>{ $who }</b> is doorverbonden
          }
        [forwarded] { $line ->
            [other] Het gesprek van <b>{ $who }</b> is doorgeschakeld door de lijn van <b>{ $name }</b>
           *[own] Het gesprek van <b>{ $who }</b> is doorgeschakeld
          }
        [missed] { $outcome ->
            [voicemail] { $line ->
                [other] Gemist gesprek van <b>{ $who }</b> op de lijn van <b>{ $name }</b>, naar voicemail gegaan
               *[own] Gemist gesprek van <b>{ $who }</b>, naar voicemail gegaan
              }
            [busy] { $line ->
                [other] Gemist gesprek van <b>{ $who }</b> op de lijn van <b>{ $name }</b>, die bezet was
               *[own] Gemist gesprek van <b>{ $who }</b>, als bezet afgewezen
              }
           *[other] { $line ->
                [other] Gemist gesprek van <b>{ $who }</b> op de lijn van <b>{ $name }</b>
               *[own] Gemist gesprek van <b>{ $who }</b>
              }
          }
       *[completed] { $line ->
            [other] { $outcome ->
                [answered] Het gesprek van <b>{ $name }</b> met <b>{ $who }</b> is beëindigd
               *[other] Het gesprek van <b>{ $name }</b> met <b>{ $who }</b> eindigde onbeantwoord
              }
           *[own] { $outcome ->
                [noAnswer] <b>{ $who }</b> nam niet op
                [cancelled] Het gesprek met <b>{ $who }</b> is opgegeven
                [declined] { $direction ->
                    [outgoing] <b>{ $who }</b> weigerde uw gesprek
                   *[incoming] U weigerde <b>{ $who }</b>
                  }
                [busy] <b>{ $who }</b> was in gesprek
                [failed] Het gesprek met <b>{ $who }</b> is mislukt
                [voicemail] <b>{ $who }</b> ging naar voicemail
                [forwarded] Het gesprek met <b>{ $who }</b> is doorgeschakeld
                [answeredElsewhere] <b>{ $who }</b> is elders opgenomen
               *[answered] Het gesprek met <b>{ $who }</b> is beëindigd
              }
          }
      }
  }{ $late ->
    [yes] {", terwijl u offline was"}
   *[no] {""}
  }
activity-result = { $count ->
    [0] {""}
    [one] { $name }
   *[other] { $count } eigen gebeurtenissen
  }{ $waiting ->
    [0] {""}
    [one] , 1 wacht
   *[other] , { $waiting } wachten
  }{ $heldBack ->
    [0] {""}
   *[other] { $count ->
        [0] { $heldBack } overgeslagen
       *[other] , { $heldBack } overgeslagen
      }
  }
activity-failed = { $count } mislukt
activity-outbox = { $waiting ->
    [0] {""}
    [one] 1 verzoek aan een webservice wacht op de volgende poging.
   *[other] { $waiting } verzoeken aan webservices wachten op de volgende poging.
  } { $parked ->
    [0] {""}
    [one] 1 wordt niet meer geprobeerd tot u het zegt.
   *[other] { $parked } worden niet meer geprobeerd tot u het zegt.
  }
activity-kept = Bewaren
activity-kept-days = { $days ->
    [7] Een week
    [365] Een jaar
   *[other] { $days } dagen
  }
activity-export = Exporteren
activity-export-as = { $format ->
    [csv] Alles als CSV, voor een spreadsheet…
   *[json] Alles als JSON, voor een programma…
  }
activity-exported = Alles wat wordt bewaard, is in het bestand opgeslagen.
activity-clear-now = Nu wissen
activity-clear-sure = Alles wordt van deze computer verwijderd, behalve wat nog verstuurd moet worden. Er is geen weg terug.
activity-clear = Alles verwijderen
activity-keep = Bewaren
activity-empty-title = Er is nog niets gebeurd
activity-empty-lead = Elk gesprek en elke verandering van uw telefoon wordt hier opgeschreven, met wat uw eigen gebeurtenissen eraan deden, en waarom.
activity-none-found = Niets gevonden
activity-none-found-lead = Niets wat bewaard is heeft dit in naam, nummer of status, of in de eigen gebeurtenissen die zijn uitgevoerd.
activity-show-all = Alles tonen
run-again = Nog eens uitvoeren
owed = { $attempts ->
    [0] Het is nog niet geprobeerd.
    [one] Eén keer geprobeerd.
   *[other] { $attempts } keer geprobeerd.
  }{ $problem ->
    [none] {""}
   *[other] {" "}{ $problem }
  } { $next ->
    [never] Het wordt niet meer geprobeerd tot u het zegt.
   *[other] { $attempts ->
        [0] Het wordt om { $next } geprobeerd.
       *[other] Het wordt om { $next } opnieuw geprobeerd.
      }
  }
run-unknown = Er is geen variabele { $name }, dus ze is verstuurd zoals ze er staat.
run-was-again = Nog eens uitgevoerd om { $time }:
owed-retry = Nu opnieuw proberen
owed-delete = Verwijderen

## Files of custom events

export-title = Eigen gebeurtenissen exporteren
export-save = { $count } in een bestand opslaan…
export-foot = Geheimen blijven in de sleutelbos: het bestand bevat alleen hun namen. Wat op een geheim lijkt, wordt weggelaten.
import-title = Eigen gebeurtenissen importeren
import-empty =
    { $file } bevat geen eigen gebeurtenissen: bij het exporteren was er geen gekozen.
    Er is niets toe te voegen. Kies een ander bestand.
import-lead = { $count ->
    [one] { $file } bevat één eigen gebeurtenis. Bekijk wat ze doet voor u haar neemt.
   *[other] { $file } bevat { $count } eigen gebeurtenissen. Bekijk wat ze doen voor u ze neemt.
  }
import-add = { $count ->
    [0] Geen toevoegen
   *[other] { $count } toevoegen, uitgezet
  }
import-foot = Elk komt uitgezet aan. Ze kan aan als u haar in de editor hebt bekeken en opgeslagen.
import-program = { $parameters ->
    [none] Ze start dit programma:
   *[other] Ze start dit programma, met deze parameters:
  }
import-folder = Ze start in { $folder }.
import-hosts = Ze bereikt { $list }.
import-headers = Ze verstuurt deze headers: { $list }.
import-sounds = Ze speelt { $list } af.
import-secrets = Ze stuurt deze geheimen van u, als u ze hebt: { $list }.
import-disguised = Iets erin toont zich anders dan het is. Neem haar alleen als u weet wie haar gemaakt heeft.
import-replaces = U hebt er al een andere versie van. Aangevinkt neemt deze de plaats van de uwe in en komt uitgezet aan.
import-same = U hebt precies dezelfde al. Aangevinkt neemt deze de plaats daarvan in en komt uitgezet aan.
import-problem-unreadable =
    { $file } kan niet worden gelezen.
    Controleer of u het mag openen, of kies een ander.
import-problem-not-ours =
    { $file } bevat geen eigen gebeurtenissen van Bellhop.
    Kies een bestand dat Bellhop heeft geëxporteerd.
import-problem-too-new =
    { $file } komt van een nieuwere Bellhop.
    Werk Bellhop op deze computer bij, en importeer het dan opnieuw.
import-problem-too-large =
    { $file } is te groot voor een bestand met eigen gebeurtenissen.
    Kies een ander.

## The small window with messages

message-window = Berichten
message-close = { $title } sluiten
message-more = { $count ->
    [one] Nog 1
   *[other] Nog { $count }
  }

## Account

account-title = Aangemeld
account-user = Gebruiker
account-number = Nummer
account-server = Server
account-server-demo = De telefooncentrale om te proberen in Bellhop
account-secret = { $credential ->
    [token] Toegangstoken
   *[password] Wachtwoord
  }
account-secret-kept = In de sleutelbos van deze computer
account-secret-once = Alleen bewaard tot u afsluit
account-encryption = Versleuteling
account-plain-http = Niet vereist: u hebt onversleuteld http toegestaan
account-plain-http-help = Uw wachtwoord en uw gesprekken kunnen onderweg worden gelezen. Meld u af en weer aan om dat te veranderen.
account-web-apps = Webtoepassingen
account-web-app = { $kind ->
    [events] Gebeurtenissen: { $path }
    [channels] Gebeurteniskanalen: { $path }
   *[actions] Acties: { $path }
  }
account-certificate = Certificaat
account-certificate-trusted = Door u vertrouwd voor { $host }
account-stop-trusting = Niet meer vertrouwen
account-stop-trusting-label = Het certificaat van { $host } niet meer vertrouwen
account-sign-out = Afmelden
account-leave-demo = Stoppen met proberen

## Watched lines, on the page Account

watched-title = Gevolgde lijnen
watched-lead = Volg de lijnen van collega’s om te horen en te zien wiens telefoon overgaat.
watched-add-list = Toevoegen uit bezetlampenlijst
watched-add-colleague = Een collega toevoegen
watched-allowed = Toegestaan
watched-not-permitted = De telefooncentrale laat u deze lijn niet volgen. Vraag uw beheerder of ze op uw bezetlampenlijst (BLF) staat en of haar gesprekken privé zijn.
watched-not-permitted-says = De telefooncentrale laat u deze lijn niet volgen. Vraag uw beheerder of ze op uw bezetlampenlijst (BLF) staat en of haar gesprekken privé zijn. De telefooncentrale zegt: “{ $detail }”
watched-stop = { $name } niet meer volgen
watched-stopped = { $name } wordt niet meer gevolgd.
watched-list-asking = Uw bezetlampenlijst wordt gevraagd…
watched-added = { $count ->
    [one] 1 lijn toegevoegd.
   *[other] { $count } lijnen toegevoegd.
  }
watched-added-some = { $count ->
    [one] 1 lijn toegevoegd. Uw bezetlampenlijst bevat meer dan Bellhop leest.
   *[other] { $count } lijnen toegevoegd. Uw bezetlampenlijst bevat meer dan Bellhop leest.
  }
watched-list-empty = Uw bezetlampenlijst is leeg.
watched-list-known = Elke lijn van uw bezetlampenlijst wordt al gevolgd.
colleague-search = Naam of toestelnummer van een collega
colleague-close = Sluiten
colleague-list = Collega’s
colleague-watch = Volgen
colleague-watch-label = { $name } volgen
colleague-watched = Gevolgd
colleague-looking = Zoeken…
colleague-found = { $count ->
    [one] 1 collega gevonden.
   *[other] { $count } collega’s gevonden.
  }
colleague-none = Geen collega heeft “{ $name }” in de naam.
colleague-more = Er zijn er meer. Typ meer van de naam.

## General

general-starting = Starten en sluiten
general-start-at-sign-in = Starten wanneer u zich aanmeldt op deze computer
general-start-at-sign-in-failed = Deze computer nam dat niet aan ({ $detail }). Kijk in de eigen instellingen welke programma’s hij start.
general-start-minimized = Starten zonder het venster te openen
general-quit-on-close = Afsluiten wanneer het venster wordt gesloten
general-quit-on-close-help = Anders blijft Bellhop werken en hoort het uw gesprekken zolang u bent aangemeld
general-appearance = Uiterlijk
general-theme = Thema
theme = { $theme ->
    [light] Licht
    [dark] Donker
   *[system] Systeem
  }
general-language = Taal
general-language-system = Zoals het systeem
general-notifications = Meldingen
general-notify = Melden wanneer Bellhop uw gesprekken niet hoort
general-notify-help = Na een minuut zonder verbinding en wanneer een aanmelding vanzelf eindigt
general-numbers = Nummers
general-country = Land
general-country-help = Maakt van 0131 496 0121 en +44 131 496 0121 hetzelfde nummer
general-country-of-system = { $country ->
    [none] Volgens de centrale (niet gezegd)
   *[other] Volgens de centrale ({ $country })
  }
general-country-option = { $code ->
    [none] { $name }
   *[other] { $name }, +{ $code }
  }
general-prefix = Nationaal voorvoegsel
general-prefix-help = Wat u eerst kiest om naar een ander gebied van uw land te bellen, zoals 0
general-outside = Cijfers voor buitenlijn
general-outside-help = Wat u eerst kiest om naar buiten te bellen, zoals 0. Leeg als er geen zijn.
general-digits-none = Geen
general-digits-only = Typ alleen cijfers.

## About

about-version = Bellhop { $version }
about-lead = Als u aangemeld bij een BroadWorks-telefooncentrale, en bij niets anders.
about-first-steps = Uw geluiden, een eigen gebeurtenis en een gesprek om hem te zien werken
about-show = Tonen
about-show-first-steps = Eerste stappen tonen
about-read = Meer over Bellhop
about-leaf = { $which ->
    [documentation] Documentatie
    [source] Broncode
    [issues] Een fout melden
    [settings] Instellingen
   *[activity] Activiteit, en wat nog verzonden moet worden
  }
about-open = { $which ->
    [settings] Map openen
    [activity] Map openen
   *[other] Openen
  }
about-open-label = { $which ->
    [settings] Map openen: { $what }
    [activity] Map openen: { $what }
   *[other] Openen: { $what }
  }
about-documentation-help = Hoe u het instelt, en wat elk onderdeel doet
about-source-help = Waar Bellhop van gemaakt is, om te lezen en te veranderen
about-issues-help = Wat bekend is, en waar u zegt wat er misging
about-kept = Bewaard op deze computer
about-kept-foot = Wachtwoorden en andere geheimen staan in geen van beide: die heeft de sleutelbos. Een logbestand houdt Bellhop niet bij.
about-licence = Licenties
about-licence-own = Bellhop en beide ingebouwde geluiden
about-licence-text = MIT of Apache 2.0, wat u liever hebt.
about-parts = Waar het uit is opgebouwd
about-parts-text = Het werk van anderen, elk onder eigen voorwaarden
about-licences-button = { $open ->
    [yes] Verbergen
   *[no] Tonen
  }
about-licences-label = { $open ->
    [yes] Verbergen: licenties van waar het uit is opgebouwd
   *[no] Tonen: licenties van waar het uit is opgebouwd
  }

## The tray

tray-open = Bellhop openen
tray-waiting = { $count ->
    [1] Eén verzoek aan een webservice wacht op de volgende poging
   *[other] { $count } verzoeken aan webservices wachten op de volgende poging
  }
tray-connection-connected = Verbonden
tray-connection-signed-out = Niet aangemeld
tray-connection-signing-in = Aanmelden…
tray-connection-reconnecting = { $seconds ->
    [none] Opnieuw verbinden…
   *[other] Opnieuw verbinden over { $seconds } s
  }
tray-connection-not-permitted = Mag geen gesprekken horen
tray-connection-in-call = Verbonden, in gesprek
tray-connection-ringing = Verbonden, gaat over
tray-connection-dnd = Verbonden, niet storen
tray-silence = Stil zetten
tray-custom-events = Eigen gebeurtenissen
tray-sounds = Geluiden
tray-mute-in-call = Luidsprekers dempen tijdens gesprek
tray-paused = Gepauzeerd tot { $time }
tray-settings = Instellingen
tray-sign-out = Afmelden
tray-quit = Afsluiten

## Notifications about the connection; what is in the way is said below

toast-not-connected = Bellhop hoort uw gesprekken niet
toast-signed-out = Bellhop is afgemeld
toast-in-tray = Bellhop is nog actief
toast-in-tray-text = Het blijft in het systeemvak en hoort uw gesprekken zolang u bent aangemeld. Afsluiten staat daar in het menu; wat het sluiten van het venster doet, kiest u bij Algemeen.

## The command line

cli-certificate = Het is voor { $subject }, uitgegeven door { $issuer }, met de SHA-256-vingerafdruk { $sha256 }. Als uw beheerder de vingerafdruk bevestigt, vertrouwt u het met --trust.
cli-not-permitted = De telefooncentrale laat u { $line } niet horen. { $right ->
    [none] Vraag uw beheerder om het recht die lijn te volgen.
   *[other] Vraag het uw beheerder. De telefooncentrale zegt: “{ $right }”
  }
cli-settings-set-aside = Uw instellingen konden niet worden gelezen, dus Bellhop begint met nieuwe. Het oude bestand is bewaard als { $detail }.
cli-custom-events-not-read = Sommige eigen gebeurtenissen zijn niet te lezen en doen dus niets: { $detail }. Ze blijven in het instellingenbestand.
cli-journal-set-aside = Het verslag van wat er gebeurde was beschadigd. { $kept } rijen ervan waren te lezen, { $lost ->
    [none] en hoeveel er verloren zijn is niet bekend
   *[other] { $lost } zijn verloren
  }. Het oude bestand is { $detail }.
cli-journal-not-kept = Wat webservices nog moeten krijgen, kan niet worden opgeschreven en is verloren als Bellhop eindigt: { $detail }
cli-check-good = Er is niets mis met deze instellingen. Eigen gebeurtenissen: { $count }.
cli-check-problem = “{ $event }”, { $field }: { $problem }
cli-check-hint = “{ $event }”, { $field }: { $problem } Dit is een opmerking: het werkt ook zo.
cli-check-not-read = “{ $event }” is niet te lezen: { $detail }
