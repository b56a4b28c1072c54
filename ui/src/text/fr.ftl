# Tout ce que montre Bellhop, en français. Ce qu’un message veut dire et de quoi il est fait se trouve dans en.ftl.

## The language itself

direction = ltr

## Pages

app-name = Bellhop
page-status = État
page-sounds = Sons
page-custom-events = Événements personnalisés
page-activity = Activité
page-simulate = Simuler un appel
page-first-steps = Premiers pas
page-general = Général
page-account = Compte
page-about = À propos
window-title = { $page } – Bellhop
pages = Pages
pages-close = Fermer la liste des pages
more = Plus
remove = Retirer
remove-label = Retirer { $what }

## The connection, in the list of pages and at the top of Status

state-connected = Connecté
state-ringing = Connecté, ça sonne
state-in-call = Connecté, en communication
state-dnd = Connecté, ne pas déranger
state-paused = En pause
state-signing-in = Connexion en cours…
state-reconnecting = { $seconds ->
    [0] Reconnexion…
   *[other] Reconnexion dans { $seconds } s
  }
state-not-connected = Non connecté
state-not-permitted = Pas autorisé à entendre les appels
state-signed-out = Déconnecté
who = { $extension ->
    [none] { $name }
   *[other] { $name }, { $extension }
  }

## Sign in

sign-in-title = Connectez-vous à votre système téléphonique
sign-in-lead = Bellhop remarque vos appels et fait ce que vous demandez.
sign-in-server = Serveur
sign-in-server-help = Une adresse web, un nom d’hôte, ou simplement le domaine de votre entreprise.
sign-in-user = Identifiant
sign-in-secret = { $credential ->
    [token] Jeton d’accès
   *[password] Mot de passe
  }
sign-in-secret-help = Gardé dans le trousseau de cet ordinateur et nulle part ailleurs.
sign-in-secret-help-once = Oublié quand vous quittez.
sign-in-show-secret = { $credential ->
    [token] Afficher le jeton d’accès
   *[password] Afficher le mot de passe
  }
sign-in-plain-http = Se connecter sans chiffrement
sign-in-plain-http-help = Votre mot de passe et vos appels pourraient être lus en chemin. Ne cochez pas, sauf si votre administrateur vous dit le contraire.
sign-in-with = Se connecter avec
sign-in-with-kind = { $credential ->
    [token] Un jeton d’accès
   *[password] Un mot de passe
  }
sign-in-web-apps = Applications web
sign-in-web-apps-help = Seulement si votre administrateur leur donne d’autres noms. Vides, ce sont les noms habituels.
sign-in-web-app = { $path ->
    [events] Événements
    [channels] Canaux d’événements
   *[actions] Actions
  }
sign-in-here = Se connecter ici
sign-in-wait = { $seconds ->
    [0] Vous pouvez réessayer maintenant.
    [one] Il demande à être laissé tranquille pendant 1 seconde.
   *[other] Il demande à être laissé tranquille pendant { $seconds } secondes.
  }
sign-in-remember = Rester connecté sur cet ordinateur
sign-in = Se connecter
sign-in-busy = Connexion en cours…
sign-in-alternative = Sans système téléphonique
sign-in-back = Retour à la connexion
sign-in-demo-lead = Pas de compte sous la main ? Un petit système téléphonique dans Bellhop passe les appels.
sign-in-demo = Essayer sans système téléphonique
sign-in-demo-busy = Démarrage…
sign-in-needs-server = Saisissez le nom ou l’adresse web de votre système téléphonique.
sign-in-needs-user = Saisissez votre identifiant.
sign-in-needs-password = Saisissez votre mot de passe.
sign-in-needs-token = Collez votre jeton d’accès.

## What is in the way of a connection; $detail is a host, a proxy, a status or a right

problem-host-unknown =
    Il n’y a pas de serveur appelé { $detail }.
    Vérifiez l’orthographe, ou que vous êtes en ligne.
problem-unreachable =
    { $detail } ne répond pas.
    Vérifiez que vous êtes en ligne et que votre réseau vous laisse l’atteindre.
problem-certificate =
    { $distrust ->
        [outOfDate] Le certificat de { $detail } est périmé.
        [otherName] { $detail } a présenté un certificat établi à un autre nom.
        [unknownIssuer] Cet ordinateur ne sait pas qui a signé le certificat de { $detail }.
        [revoked] Le certificat de { $detail } a été révoqué.
       *[other] Le certificat de { $detail } n’est pas fiable ({ $more }).
    }
    { $distrust ->
        [revoked] Celui qui l’a émis dit qu’il ne faut plus s’y fier. Demandez à votre administrateur.
       *[other] Si votre administrateur confirme l’empreinte, vous pouvez vous fier à ce certificat pour ce seul serveur.
    }
problem-encryption =
    { $detail } n’offre pas de chiffrement sûr.
    On y parle http en clair, ou une version de TLS qui n’est plus sûre. Vérifiez l’adresse et le port avec votre administrateur.
problem-proxy =
    Le proxy { $detail } ne laisse pas passer Bellhop.
    Il dit : { $more }. Vérifiez les réglages de proxy de cet ordinateur avec votre administrateur.
problem-moved =
    { $detail } vous renvoie vers { $more }.
    Bellhop n’y va pas de lui-même, car votre mot de passe le suivrait. Si votre administrateur confirme le nouveau serveur, utilisez-le.
problem-moved-unencrypted =
    { $detail } vous renvoie vers { $more }, où rien n’est chiffré.
    Bellhop n’y va pas : votre mot de passe pourrait être lu en chemin. Demandez à votre administrateur une adresse qui commence par https.
problem-refused =
    Le système téléphonique a refusé cette connexion.
    Vérifiez l’identifiant et le mot de passe. Bellhop vous attend : encore quelques mots de passe faux et le système téléphonique verrouille le compte.
problem-forbidden =
    Vous pouvez vous connecter, mais pas écouter les appels.
    Demandez à votre administrateur le droit d’utiliser la Xtended Services Interface avec le contrôle d’appels.
problem-forbidden-right =
    Vous pouvez vous connecter, mais pas écouter les appels.
    Demandez à votre administrateur. Le système téléphonique dit : « { $detail } »
problem-not-xsi =
    { $detail } a répondu, mais pas comme un système téléphonique avec une interface XSI.
    Vérifiez le nom du serveur avec votre administrateur ; il commence souvent par « xsp ».
problem-server-busy =
    Le système téléphonique est surchargé ({ $detail }).
    Cela passe souvent tout seul.
problem-timed-out =
    { $detail } a mis trop de temps à répondre.
    Vérifiez que vous êtes en ligne, ou réessayez dans une minute.
problem-insecure =
    Ce serveur serait atteint sans chiffrement, votre mot de passe pourrait donc être lu en chemin.
    Utilisez une adresse qui commence par https. Si votre administrateur dit qu’il n’y en a pas, autorisez-le ci-dessous.
problem-bad-address =
    Ce n’est pas l’adresse d’un serveur.
    Saisissez une adresse web comme https://xsp.example.com, ou le nom d’un hôte.
problem-no-keyring =
    Aucun trousseau n’est ouvert, le mot de passe est donc introuvable.
    Ouvrez le trousseau de cet ordinateur, ou saisissez à nouveau le mot de passe.
problem-signed-in-elsewhere =
    Bellhop est connecté ailleurs, et c’est là-bas que vos appels sont entendus.
    Connectez-vous ici, et ils sont entendus ici.
problem-user-deleted =
    Le système téléphonique ne connaît plus cet utilisateur.
    Demandez à votre administrateur si l’identifiant a changé.
problem-no-password =
    Le trousseau ne contient pas de mot de passe pour ce compte.
    Saisissez-le à nouveau.
problem-no-account =
    Aucun compte n’est enregistré sur cet ordinateur.
    Connectez-vous une fois dans la fenêtre, ou indiquez un serveur et un utilisateur.
problem-no-event-channel =
    Le système téléphonique ne garde aucun canal d’événements ouvert pour vous.
    Bellhop en demande un autre. Si cela dure, demandez à votre administrateur si les événements sont autorisés.
problem-other =
    La connexion au système téléphonique s’est interrompue.
    Réessayez dans une minute. Si cela persiste, votre administrateur saura peut-être ce que cela veut dire : « { $detail } »

problem-trust = Se fier à ce certificat
problem-use-server = Utiliser ce serveur
certificate-subject = Délivré à
certificate-issuer = Délivré par
certificate-sha256 = Empreinte SHA-256

## Notices at the top of a page

notice-settings-set-aside =
    Vos réglages étaient illisibles, Bellhop repart donc de nouveaux.
    L’ancien fichier est gardé sous { $detail }.
notice-custom-events-not-read =
    Certains événements personnalisés sont illisibles et ne font donc rien : { $detail }.
    Ils restent dans le fichier de réglages. Un Bellhop plus récent les a peut-être écrits.
notice-settings-too-new =
    Un Bellhop plus récent a écrit vos réglages, celui-ci repart donc de nouveaux.
    Le fichier plus récent est gardé sous { $detail }.
notice-journal-set-aside =
    Le registre de l’activité était endommagé. Ce qui était lisible est gardé ; Activité dit combien.
    L’ancien fichier est gardé sous { $detail }.
notice-journal-not-kept =
    Ce qui se passe ne peut pas être noté ({ $detail }).
    Bellhop réessaie de lui-même, et s’en souvient jusqu’à ce que vous quittiez. Vérifiez qu’il reste de la place sur le disque, et que Bellhop peut écrire dans son dossier.
notice-journal-not-opened =
    Ce qui se passe ne peut pas être noté ({ $detail }).
    Bellhop s’en souvient jusqu’à ce que vous quittiez. Vérifiez qu’il reste de la place sur le disque et que Bellhop peut écrire dans son dossier, puis relancez-le.
notice-settings-not-saved =
    Vos réglages n’ont pas pu être enregistrés ({ $detail }).
    Ils valent jusqu’à ce que vous quittiez, et Bellhop réessaie de lui-même. Vérifiez qu’il reste de la place sur le disque, et que Bellhop peut écrire dans son dossier.
notice-speakers-not-muted =
    Cet ordinateur n’a pas pu être mis en sourdine pour cet appel ({ $detail }).
    Bellhop réessaie toutes les deux secondes jusqu’à la fin de l’appel.
notice-mute-output-gone =
    { $detail } n’est pas branché, cet appel laisse donc vos haut-parleurs comme ils sont.
    Branchez-le, ou choisissez un autre appareil de sortie sur la page Sons.
notice-password-not-kept =
    Aucun trousseau n’est ouvert, le mot de passe ne peut donc pas être gardé.
    Vous restez connecté jusqu’à ce que vous quittiez. Ouvrez le trousseau de cet ordinateur et reconnectez-vous pour le garder.
notice-no-sound-device =
    Il n’y a rien pour jouer un son.
    Branchez des haut-parleurs ou un casque, et les sons s’entendent à nouveau.
notice-sound-not-played =
    Un son n’a pas pu être joué ({ $detail }).
    Choisissez-en un autre sous Sons.
notice-outbox-not-kept =
    Ce que les services web doivent encore recevoir ne peut pas être noté ({ $detail }).
    Bellhop réessaie de lui-même, et s’en souvient jusqu’à ce que vous quittiez. Vérifiez qu’il reste de la place sur le disque, et que Bellhop peut écrire dans son dossier.
notice-outbox-full =
    Trop de choses attendent d’être envoyées aux services web, les nouvelles requêtes ne sont donc pas gardées.
    Regardez dans Activité ce qui échoue. Ce qui ne vaut pas la peine d’être envoyé peut y être supprimé une requête après l’autre, ou ici tout d’un coup.
outbox-filling =
    Ce qui attend d’être envoyé aux services web remplit { $full } % de sa place.
    Une fois pleine, les nouvelles requêtes ne sont pas gardées. Regardez dans Activité ce qui échoue. Ce qui ne vaut pas la peine d’être envoyé peut y être supprimé une requête après l’autre, ou ici tout d’un coup.
outbox-delete = Supprimer tout ce qui attend
outbox-delete-sure = Toutes les requêtes qui attendent sont supprimées, y compris celles qui ne sont plus essayées. Il n’y a pas de retour.
notice-password-not-forgotten =
    Le mot de passe n’a pas pu être retiré du trousseau.
    Retirez-le là-bas : il est rangé sous Bellhop.

## What a mistake in Bellhop itself looks like

trouble =
    Bellhop n’a pas pu faire cela.
    Il dit : { $detail }
trouble-close = Fermer

## First steps

first-title = { $step ->
    [sounds] Écoutez votre téléphone
    [events] Faites faire quelque chose
   *[call] Voyez-le à l’œuvre
  }
first-step = Premiers pas, { $step } sur { $count }
first-lead = { $step ->
    [sounds] Voici comment sonnent les appels sur cet ordinateur. Appuyez sur Écouter, choisissez un son à vous, ou désactivez-en un.
    [events] Un événement personnalisé fait quelque chose pour vous dès qu’un appel sonne, est manqué ou se termine. Partez de l’un de ceux-ci, ou continuez sans.
   *[call] Un appel simulé va de la première sonnerie à la fin et montre à chaque étape ce que feraient vos événements personnalisés.
  }
first-foot = { $step ->
    [call] Il n’y a rien d’autre à régler. <status>Aller à État</status>
   *[other] <status>Passer les premiers pas</status> : tout se trouve dans la liste des pages, et À propos montre ces étapes à nouveau.
  }
first-ring = Faire sonner votre téléphone
first-ring-help = Le système téléphonique de démonstration vous appelle : vous l’entendez, et État le montre
first-back = Retour
first-next = Suivant

## Status

status-last-heard = { $who }. { $unit ->
    [now] Entendu à l’instant.
    [minutes] { $count ->
        [one] Entendu il y a une minute.
       *[other] Entendu il y a { $count } minutes.
      }
   *[seconds] { $count ->
        [one] Entendu il y a une seconde.
       *[other] Entendu il y a { $count } secondes.
      }
  }
status-retry = { $seconds ->
    [0] Nouvel essai maintenant.
    [one] Nouvel essai dans 1 seconde.
   *[other] Nouvel essai dans { $seconds } secondes.
  }
status-retry-now = Essayer maintenant
status-asks-again = Bellhop redemande tous les quarts d’heure.
status-try-again = Réessayer
status-now = Maintenant
call-ran = Déclenché : { $events }.
event-quoted = « { $name } »
call-show-in-activity = Voir dans Activité
call-line-called-you = <number>{ $number }</number>, { $scope ->
    [internal] interne
   *[external] externe
  }. { $state ->
    [ringing] Vous appelle depuis { $time }.
    [held] Vous a appelé à { $time }. En attente.
   *[other] Vous a appelé à { $time }.
  }
call-line-you-called = <number>{ $number }</number>, { $scope ->
    [internal] interne
   *[external] externe
  }. { $state ->
    [ringing] Ça sonne là-bas depuis { $time }.
    [dialing] Vous appelez depuis { $time }.
    [held] Vous avez appelé à { $time }. En attente.
   *[other] Vous avez appelé à { $time }.
  }
call-withheld = Numéro masqué
call-timer = { $state ->
    [ringing] Sonne depuis { $time }
   *[other] En communication depuis { $time }
  }
call-state = { $state ->
    [dialback] Appelle d’abord votre téléphone
    [dialing] Numérotation
    [ringing] Sonne
    [held] En attente
    [terminated] Terminé
   *[connected] En communication
  }
status-device = Votre téléphone
status-hook = { $hook ->
    [offHook] Décroché
    [held] Décroché, appel en attente
   *[onHook] Raccroché
  }
status-hook-label = Combiné
status-dnd-label = Ne pas déranger
status-dnd = { $on ->
    [yes] Activé
   *[no] Désactivé
  }
status-watched = Lignes surveillées
status-watched-idle = Aucune des { $count } lignes n’a d’appel
watched-no-call = Pas d’appel
watched-asked = Demande en cours…
watched-denied = Non autorisé
watched-ringing = { $unit ->
    [minutes] { $count ->
        [one] Sonne depuis 1 minute, <number>{ $number }</number>
       *[other] Sonne depuis { $count } minutes, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Sonne depuis 1 heure, <number>{ $number }</number>
       *[other] Sonne depuis { $count } heures, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Sonne depuis 1 seconde, <number>{ $number }</number>
       *[other] Sonne depuis { $count } secondes, <number>{ $number }</number>
      }
  }
watched-in-call = { $unit ->
    [minutes] { $count ->
        [one] En communication depuis 1 minute, <number>{ $number }</number>
       *[other] En communication depuis { $count } minutes, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] En communication depuis 1 heure, <number>{ $number }</number>
       *[other] En communication depuis { $count } heures, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] En communication depuis 1 seconde, <number>{ $number }</number>
       *[other] En communication depuis { $count } secondes, <number>{ $number }</number>
      }
  }
watched-calling = Appelle <number>{ $number }</number>
watched-on-hold = En attente, <number>{ $number }</number>
lines-show-all = Afficher les { $count } lignes
lines-show-fewer = Afficher moins de lignes
status-before = Ce qui s’est passé avant, et ce qui a été fait, se trouve dans <activity>Activité</activity>.
status-switches = Interrupteurs
switch-custom-events = Événements personnalisés
switch-custom-events-help = { $total ->
    [0] Aucun pour l’instant
   *[other] { $on } sur { $total } { $on ->
        [one] est activé
       *[other] sont activés
      }
  }
switch-custom-events-off = Aucun ne s’exécute
switch-sounds = Sons
switch-sounds-help = Sonnerie et signal d’appel
switch-sounds-off = Les appels ne font aucun bruit ici
switch-mute = Couper les haut-parleurs pendant l’appel
switch-mute-help = { $how ->
    [lower] Ils sont baissés pendant vos propres appels
    [pause] Les lecteurs multimédias sont en pause pendant vos propres appels
   *[mute] Ils sont coupés pendant vos propres appels
  }
switch-mute-off = Les appels laissent vos haut-parleurs comme ils sont

## The speakers, while something is done to them: at the top of Status, and in the tray

quiet-now = { $how ->
    [lower] Vos haut-parleurs sont baissés jusqu’à la fin de l’appel.
    [pause] Vos lecteurs multimédias sont en pause jusqu’à la fin de l’appel.
   *[mute] Vos haut-parleurs sont coupés jusqu’à la fin de l’appel.
  }
quiet-take-back = { $how ->
    [lower] Remonter maintenant
    [pause] Reprendre la lecture
   *[mute] Rétablir le son
  }

## A pause of everything: on Status, and in the tray

pause-begin = Tout mettre en pause pendant 1 heure
pause-resume = Reprendre
status-paused =
    En pause jusqu’à { $time }.
    Aucun son, aucun événement personnalisé, et vos haut-parleurs restent comme ils sont. Les appels figurent toujours dans Activité.

## The demo phone system

demo-title = Système téléphonique de démonstration
demo-lead = Il fonctionne dans Bellhop, sur cet ordinateur seulement. Vous êtes { $name } ; passez quelques appels et voyez ce qui arrive.
demo-control = Des programmes peuvent aussi le piloter, à { $url }.
demo-ring = Faire sonner
demo-ring-second = Un deuxième appel
demo-ring-internal = Un collègue appelle
demo-answer = Répondre
demo-hold = Mettre en attente
demo-retrieve = Reprendre
demo-hang-up = Raccrocher
demo-dnd = Ne pas déranger
demo-hook = Décrocher
demo-ring-watched = Ça sonne chez un collègue
demo-answer-watched = Le collègue répond
demo-end-watched = Le collègue raccroche
example-message = Dire qui appelle
example-message-text = { $number } vous appelle
example-log = Noter les appels terminés
demo-watch = Pour voir sonner le téléphone d’un collègue, surveillez sa ligne dans <account>Compte</account>.

## Sounds

sounds-incoming = Appels entrants
sound-ringing = Sonnerie
sound-ringing-help = Un appel sonne
sound-waiting = Signal d’appel
sound-waiting-help = Un deuxième appel arrive pendant que vous téléphonez
sound-built-in = { $which ->
    [line] La sonnerie
    [waiting] Intégré : deux coups graves
   *[ringing] Intégré : sonnette de comptoir
  }
sound-play = Écouter
sound-play-label = { $which ->
    [line] Écouter le son de la ligne de { $name }
    [waiting] Écouter le signal d’appel
   *[ringing] Écouter la sonnerie
  }
sound-stop = Arrêter
sound-stop-label = { $which ->
    [line] Arrêter le son de la ligne de { $name }
    [waiting] Arrêter le signal d’appel
   *[ringing] Arrêter la sonnerie
  }
sound-choose = Choisir…
sound-choose-label = { $which ->
    [line] Choisir un son pour la ligne de { $name }
    [waiting] Choisir un signal d’appel
   *[ringing] Choisir une sonnerie
  }
sound-use-built-in = { $which ->
    [line] Utiliser la sonnerie
   *[other] Utiliser le son intégré
  }
sounds-repeat = Répéter jusqu’à la réponse
sounds-repeat-help = Sinon chaque appel s’entend une fois
sounds-volume = Volume
sounds-percent = { $percent } %
sounds-device = Appareil de sortie
sounds-device-default = Appareil par défaut du système
sounds-device-gone = { $name } n’est pas branché. Tant qu’il ne l’est pas, les sons passent par l’appareil par défaut du système.
sounds-lines = Lignes qui sonnent ici
sounds-lines-help = Donnez son propre son à une ligne surveillée, et vous entendez qui est appelé.
sounds-lines-none = Pour entendre sonner le téléphone d’un collègue, surveillez sa ligne dans <account>Compte</account>.
sounds-line-unheard = Le système téléphonique ne vous laisse pas surveiller cette ligne : ses appels ne s’entendent donc pas ici. Demandez à votre administrateur si elle est dans votre liste de supervision (BLF) et si ses appels sont privés.
sounds-own-line = { $extension ->
    [none] Votre propre ligne
   *[other] Votre propre ligne, { $extension }
  }
sounds-off = Les sons sont désactivés dans l’ensemble. Activez-les dans <status>État</status>.
sounds-foot = Fichiers WAV seulement, jusqu’à 20 Mo. D’un long, la première minute est jouée.
sound-problem-missing = Ce fichier a disparu. Choisissez-en un autre.
sound-problem-not-wav = Ce n’est pas un son WAV, quoi que dise son nom. Choisissez-en un autre.
sound-problem-unreadable = Ce fichier est illisible. Vérifiez que vous pouvez l’ouvrir, ou choisissez-en un autre.
sound-problem-too-large = Ce fichier dépasse 20 Mo. Choisissez-en un plus court.
sound-problem-unknown-format = Bellhop ne sait pas jouer ce genre de fichier WAV. Choisissez-en un en PCM simple : jusqu’à 32 bits, jusqu’à huit canaux, de 1 à 192 kHz.
mute-title = Pendant que vous téléphonez
mute-help = Seulement ce que vous entendez, jamais un micro. Ce que vous changez pendant l’appel reste comme vous l’avez réglé.
mute-how = Comment
mute-way = { $how ->
    [lower] Baisser
    [pause] Mettre les lecteurs en pause
   *[mute] Couper
  }
mute-lower-to = Baisser à
mute-from = Dès
mute-begins = { $from ->
    [ringing] La sonnerie
   *[answered] La réponse
  }
mute-output-gone = { $name } n’est pas branché. Les appels laissent vos haut-parleurs comme ils sont jusqu’à son retour.
mute-foot = { $spared ->
    [yes] Le signal d’appel de Bellhop reste audible. Un téléphone logiciel qui passe par les mêmes haut-parleurs peut être mis en sourdine aussi.
   *[no] Sur ce système, seuls les haut-parleurs dans l’ensemble peuvent être mis en sourdine, et le signal d’appel de Bellhop avec eux. Un téléphone logiciel qui y passe est mis en sourdine aussi.
  }
mute-foot-windows = Windows a son propre réglage pour les appels passés sur cet ordinateur, sous Son, Communications.
mute-foot-pause = Sur ce système, les lecteurs multimédias ne peuvent pas être mis en pause.
sound-problem-damaged = Ce fichier WAV est endommagé. Choisissez-en un autre.
sound-problem-empty = Il n’y a rien à entendre dans ce fichier. Choisissez-en un autre.
sound-problem-then = { $refused ->
    [yes] Il n’a pas été repris : ce qui était choisi avant reste.
   *[no] Le son intégré est joué à sa place.
  }

## Custom events: the list

events-new = Nouvel événement
events-start = Modèles
events-import = Importer…
events-more = Plus pour les événements personnalisés
events-foot = Ils s’exécutent de haut en bas. Pour voir ce que ferait chacun, <simulate>simulez un appel</simulate>.
events-exported = { $count ->
    [one] Un événement personnalisé est enregistré dans le fichier.
   *[other] { $count } événements personnalisés sont enregistrés dans le fichier.
  }
events-list = Événements personnalisés
events-off = Les événements personnalisés sont désactivés dans l’ensemble. Activez-les dans <status>État</status>.
event-sentence = Quand { $category ->
    [connection] <b>{ $state ->
        [signedIn] vous êtes connecté
        [signedOut] vous êtes déconnecté
        [lost] la connexion est perdue
        [restored] la connexion est rétablie
       *[all] la connexion change
      }</b>
    [device] { $line ->
        [any] { $state ->
            [offHook] <b>on décroche sur n’importe quelle ligne</b>
            [onHook] <b>on raccroche sur n’importe quelle ligne</b>
            [dndOn] <b>« Ne pas déranger » s’active sur n’importe quelle ligne</b>
            [dndOff] <b>« Ne pas déranger » se désactive sur n’importe quelle ligne</b>
           *[all] <b>un téléphone change sur n’importe quelle ligne</b>
          }
        [one] { $state ->
            [offHook] <b>on décroche sur la ligne de { $name }</b>
            [onHook] <b>on raccroche sur la ligne de { $name }</b>
            [dndOn] <b>« Ne pas déranger » s’active sur la ligne de { $name }</b>
            [dndOff] <b>« Ne pas déranger » se désactive sur la ligne de { $name }</b>
           *[all] <b>le téléphone change sur la ligne de { $name }</b>
          }
       *[own] { $state ->
            [offHook] <b>votre téléphone est décroché</b>
            [onHook] <b>votre téléphone est raccroché</b>
            [dndOn] <b>« Ne pas déranger » s’active</b> sur votre téléphone
            [dndOff] <b>« Ne pas déranger » se désactive</b> sur votre téléphone
           *[all] <b>votre téléphone change</b>
          }
      }
   *[call] <b>un appel{ $scope ->
        [internal] {" "}interne
        [external] {" "}externe
       *[both] {""}
      }{ $direction ->
        [inbound] {" "}entrant
        [outbound] {" "}sortant
       *[both] {""}
      }{ $remoteTel ->
        [none] {""}
       *[other] {" "}avec { $remoteTel }
      } { $state ->
        [ringing] sonne
        [connected] est pris
        [completed] est terminé
        [missed] est manqué
        [dialing] est composé
        [held] est mis en attente
        [resumed] est repris
        [transferred] est transféré
        [forwarded] est renvoyé
       *[all] atteint n’importe quel état
      }{ $line ->
        [any] {" "}sur n’importe quelle ligne
        [one] {" "}sur la ligne de { $name }
       *[own] {""}
      }</b>
  }{ $only ->
    [none] {""}
   *[other] {", "}{ $only }
  }, { $kind ->
    [runProgram] lancer <b>{ $target }</b>
    [playSound] jouer <b>{ $target }</b>
    [showMessage] afficher le message <b>« { $target } »</b>
    [openWebPage] ouvrir <b>{ $target }</b>
    [runWebService] appeler le service web <b>{ $target }</b>
   *[none] ne rien faire
  }{ $more ->
    [0] {""}
    [one] {" "}et une chose encore
   *[other] {" "}et { $more } choses encore
  }
event-never = Pas encore exécuté
event-off = Désactivé
event-ran = Exécuté { $when }
event-failed = Échoué { $when }
when = { $which ->
    [today] aujourd’hui { $time }
    [yesterday] hier { $time }
   *[other] { $day } { $time }
  }
keys = { $keys ->
    [Enter] Entrée
    [Space] Espace
    [Control-D] Ctrl+D
    [Alt-ArrowUp] Alt+↑
    [Alt-ArrowDown] Alt+↓
    [Delete] Suppr
   *[other] { $keys }
  }
event-menu = Plus pour { $name }
event-edit = Modifier
event-switch = { $on ->
    [yes] Désactiver
   *[no] Activer
  }
event-duplicate = Dupliquer
event-up = Monter
event-down = Descendre
event-export = Exporter…
event-remove = Retirer
event-removed = « { $name } » retiré.
event-tried-again = Un nouvel essai suit jusqu’à ce que cela fonctionne, pendant un jour.
event-look = Voir ce qui a été fait
event-imported = Vient d’un fichier. Regardez-le, puis enregistrez-le pour pouvoir l’activer.
undo = Annuler
events-empty-title = Que doit-il se passer quand votre téléphone sonne ?
events-empty-lead = Un événement personnalisé attend quelque chose sur votre ligne, un appel ou un changement de votre téléphone, puis fait ce que vous dites.
events-templates = Ou partez d’un de ces modèles
events-templates-foot = Chacun s’ouvre dans l’éditeur. Rien ne s’exécute avant que vous enregistriez.
template-use = Utiliser
template-use-label = Utiliser : { $name }

# What a custom event can start from. $part counts those that belong together; 0 stands for all of them.
start-open-crm = Ouvrir la fiche de l’appelant
start-open-crm-help = Quand un appel externe sonne, ouvrir une page web avec le numéro de l’appelant dans son adresse
start-message-on-missed = Signaler un appel manqué
start-message-on-missed-help = Quand un appel est manqué, afficher un message avec le nom et le numéro de l’appelant
start-log-to-service = { $part ->
    [1] Signaler les appels terminés à un service web
    [2] Signaler les appels manqués à un service web
   *[0] Signaler chaque appel à un service web
  }
start-log-to-service-help = Deux événements personnalisés : quand un appel est terminé ou manqué, tout envoyer à une adresse à vous
start-log-to-csv = { $part ->
    [1] Noter les appels terminés dans un fichier
    [2] Noter les appels manqués dans un fichier
   *[0] Noter chaque appel dans un fichier
  }
start-log-to-csv-help = Deux événements personnalisés : quand un appel est terminé ou manqué, ajouter une ligne à un fichier qu’un tableur sait lire
start-on-air-light = { $part ->
    [1] Lumière allumée pendant l’appel
    [2] Lumière éteinte après l’appel
   *[0] Lumière allumée et éteinte
  }
start-on-air-light-help = Deux événements personnalisés : une lumière s’allume quand un appel est pris et s’éteint quand il est terminé
start-boss-sound = Un autre son pour un appelant
start-boss-sound-help = Quand un certain numéro appelle, jouer un son qui lui est propre

## Why an action failed; $detail is a file, an address, a status or an exit code

failure-program-missing = Il n’y a pas de programme à { $detail }. Choisissez-le à nouveau.
failure-program-not-executable = { $detail } ne peut pas être exécuté. Choisissez un programme, ou rendez-le exécutable.
failure-program-failed = Le programme s’est terminé avec le code { $detail }.
failure-timed-out = C’était trop long et a été arrêté.
failure-sound-missing = Le son { $detail } a disparu. Choisissez-en un autre.
failure-sound-broken = { $detail } ne peut pas être joué. Choisissez un autre son.
failure-no-sound-device = Il n’y a rien pour jouer un son. Branchez des haut-parleurs ou un casque.
failure-notification-refused = Le bureau n’a montré aucun message. Autorisez les notifications de Bellhop dans ses réglages.
failure-bad-address = Les valeurs ont donné une adresse qui ne doit pas être ouverte ({ $detail }).
failure-bad-argument = Une valeur aurait pu être prise pour autre chose, le programme n’a donc pas été lancé ({ $detail }). Mettez du texte devant la variable, par exemple --name=
failure-no-browser = Aucun programme de cet ordinateur n’ouvre une telle adresse ({ $detail }).
failure-service-unreachable = Le service web { $detail } ne répond pas. Vérifiez l’adresse, ou que vous êtes en ligne.
failure-service-answered = Le service web a répondu { $detail }.
failure-held-back = C’est venu plus souvent que cet événement personnalisé ne peut agir, Bellhop l’a donc laissé de côté.
failure-no-longer-so = Ce n’était plus le cas quand son tour est venu, il a donc été laissé de côté.
failure-program-not-for-this-computer = { $detail } est fait pour un autre type d’ordinateur. Choisissez un programme qui fonctionne ici.
failure-folder-missing = Le dossier { $detail } a disparu. Choisissez-en un autre où démarrer.
failure-too-long = Ce que les valeurs ont donné est trop long pour cet ordinateur. Utilisez moins de variables.
failure-gave-up = Le service web a été absent une journée, Bellhop n’essaie donc plus ({ $detail }).
failure-interrupted = Bellhop s’est arrêté pendant l’exécution, personne ne sait donc comment cela s’est passé.
failure-given-up-by-user = Vous l’avez supprimé avant qu’il n’arrive.
failure-secret-missing = Le trousseau ne contient pas de secret appelé { $detail }. Ajoutez-le dans l’éditeur.
failure-keyring-closed = Le secret appelé { $detail } n’a pas pu être demandé au trousseau. Ouvrez le trousseau de cet ordinateur ; un nouvel essai se fait de lui-même.
failure-outbox-full = Trop de choses attendent déjà d’être envoyées, ceci n’a donc pas été gardé.
failure-other = Cela n’a pas marché ({ $detail }).

## Custom events: the editor

editor-new = Nouvel événement personnalisé
editor-edit = Modifier l’événement personnalisé
editor-back = Retour aux événements personnalisés
editor-cancel = Annuler
editor-save = Enregistrer
editor-unsaved = Cet événement personnalisé a des modifications non enregistrées.
editor-discard = Abandonner
editor-keep = Continuer à modifier
editor-name = Nom
editor-when = Quand
editor-do = Faire
editor-judged = Avec ce sur quoi il est essayé ci-dessous :
editor-try = Essai
editor-imported =
    Vient d’un fichier.
    Regardez-le, puis enregistrez-le pour pouvoir l’activer.
field-category = Catégorie
category = { $category ->
    [connection] Connexion
    [device] Téléphone
   *[call] Appel
  }
field-state = État
word = { $word ->
    [ringing] Sonne
    [connected] Pris
    [completed] Terminé
    [missed] Manqué
    [dialing] Composé
    [held] En attente
    [resumed] Repris
    [transferred] Transféré
    [forwarded] Renvoyé
    [offHook] Décroché
    [onHook] Raccroché
    [dndOn] Ne pas déranger activé
    [dndOff] Ne pas déranger désactivé
    [signedIn] Connecté
    [signedOut] Déconnecté
    [lost] Connexion perdue
    [restored] Connexion rétablie
    [inbound] Entrant
    [outbound] Sortant
    [internal] Interne
    [external] Externe
    [both] Les deux
    [idle] Libre
    [inACall] Dans un autre appel
    [all] Tous
   *[none] rien
  }
field-direction = Sens
field-scope = Portée
field-remote-tel = Numéro distant
field-local-tel = Numéro local
field-tel-any = Tous
field-tel-help = Un numéro, le début d’un numéro, ou plusieurs séparés par des virgules. « ! » devant veut dire non, « withheld » est un numéro masqué.
field-local-tel-help = Quand Ligne est la vôtre, Numéro local dit de quelles lignes il s’agit, les vôtres ou celles que vous surveillez.
field-line = Ligne
line-own = Votre propre ligne
line-by-local-tel = Celles que dit Numéro local
line-any = N’importe quelle ligne
line-not-watched = Cette ligne n’est plus surveillée.
# Which numbers are meant, where it says which: "4021 or 4017", "any number except a withheld number".
tel-words = { $wanted ->
    [none] n’importe quel numéro
   *[other] { $wanted }
  }{ $not ->
    [none] {""}
   *[other] {" "}sauf { $not }
  }
tel-word = { $number ->
    [withheld] un numéro masqué
   *[other] { $shape ->
        [beginning] un numéro commençant par { $number }
        [like] un numéro comme { $number }
       *[number] { $number }
      }
  }
read-back-call = un appel <scope>{ $scope ->
    [internal] interne
    [external] externe
   *[both] quelconque
  }</scope> <direction>{ $direction ->
    [inbound] entrant
    [outbound] sortant
   *[both] { $state ->
        [missed] entrant
       *[other] entrant ou sortant
      }
  }</direction> avec <remote>{ $remoteTel ->
    [none] n’importe quel numéro
   *[other] { $remoteTel }
  }</remote> <state>{ $state ->
    [ringing] sonne
    [connected] est pris
    [completed] est terminé
    [missed] est manqué
    [dialing] est composé
    [held] est mis en attente
    [resumed] est repris
    [transferred] est transféré
    [forwarded] est renvoyé
   *[all] atteint n’importe quel état
  }</state> sur { $line ->
    [any] { $localTel ->
        [none] <line>n’importe quelle ligne</line>
       *[other] <line>n’importe quelle ligne</line> avec { $pattern ->
            [yes] {""}
           *[no] le numéro{" "}
          }<local>{ $localTel }</local>
      }
    [one] { $localTel ->
        [none] <line>la ligne de { $name }</line>
       *[other] <line>la ligne de { $name }</line> avec { $pattern ->
            [yes] {""}
           *[no] le numéro{" "}
          }<local>{ $localTel }</local>
      }
   *[own] { $localTel ->
        [none] <line>votre propre ligne</line>
       *[other] <local>{ $localTel }</local>
      }
  }
read-back-device = { $line ->
    [any] <state>{ $state ->
        [offHook] on décroche
        [onHook] on raccroche
        [dndOn] « Ne pas déranger » s’active
        [dndOff] « Ne pas déranger » se désactive
       *[all] on décroche ou raccroche, ou « Ne pas déranger » s’active ou se désactive
      }</state> sur <line>n’importe quelle ligne</line>
    [one] <state>{ $state ->
        [offHook] on décroche
        [onHook] on raccroche
        [dndOn] « Ne pas déranger » s’active
        [dndOff] « Ne pas déranger » se désactive
       *[all] on décroche ou raccroche, ou « Ne pas déranger » s’active ou se désactive
      }</state> sur <line>la ligne de { $name }</line>
   *[own] <state>{ $state ->
        [offHook] votre téléphone est décroché
        [onHook] votre téléphone est raccroché
        [dndOn] « Ne pas déranger » s’active
        [dndOff] « Ne pas déranger » se désactive
       *[all] votre téléphone est décroché ou raccroché, ou « Ne pas déranger » s’active ou se désactive
      }</state>
  }
read-back-connection = <state>{ $state ->
    [signedIn] vous êtes connecté
    [signedOut] vous êtes déconnecté
    [lost] la connexion est perdue
    [restored] la connexion est rétablie
   *[all] vous êtes connecté ou déconnecté, ou la connexion est perdue ou rétablie
  }</state>

# What has to be true besides. A condition is a part of a sentence: "When a call rings, once per call, ..."
only-when = Seulement si
only-when-more = Autres conditions
condition = { $kind ->
    [ownState] { $state ->
        [inACall] pendant que vous êtes dans un autre appel
        [dndOn] pendant que votre « Ne pas déranger » est activé
        [dndOff] pendant que votre « Ne pas déranger » est désactivé
       *[idle] pendant que vous n’êtes dans aucun autre appel
      }
    [stillSo] { $seconds ->
        [one] toujours ainsi après 1 seconde
       *[other] toujours ainsi après { $seconds } secondes
      }
    [oncePerCall] une fois par appel
    [answeredHere] si on a répondu ici
    [state] avec un autre état
    [line] sur certaines lignes
    [direction] dans un sens
    [scope] d’une portée
    [remoteTel] avec certains numéros distants
    [localTel] avec certains numéros locaux
   *[other] avec une condition de plus
  }
condition-kind = { $kind ->
    [hours] Certains jours et à certaines heures
    [ownState] Pendant que votre propre ligne est dans un certain état
    [stillSo] Toujours ainsi après un moment
    [oncePerCall] Une fois par appel
   *[answeredHere] Seulement si on a répondu sur cette ligne
  }
condition-help = { $kind ->
    [hours] D’après l’horloge de cet ordinateur
    [ownState] Votre propre ligne, hormis l’appel dont il s’agit
    [stillSo] Attend d’abord, et ne fait rien si ce n’est plus le cas alors
    [oncePerCall] Pas une nouvelle fois pour le même appel
   *[answeredHere] Pas si un collègue ou personne n’a répondu
  }
days = { $which ->
    [all] tous les jours
    [week] du lundi au vendredi
    [weekend] samedi et dimanche
   *[some] { $list }
  }
weekday = { $day ->
    [mon] lundi
    [tue] mardi
    [wed] mercredi
    [thu] jeudi
    [fri] vendredi
    [sat] samedi
   *[sun] dimanche
  }
hours = { $time ->
    [all] { $days }
   *[some] { $days } de { $from } à { $to }
  }
day-time = { $day } { $time }
hours-days = Jours
hours-from = De
hours-to = Jusqu’à
own-state-label = État
still-so-after = Après
limit = au plus { $times ->
    [one] une fois
   *[other] { $times } fois
  } en { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } secondes
  }
limit-times = Au plus
limit-within = En
limit-help = Ce qui vient plus souvent est laissé de côté, pour qu’un téléphone très occupé ne submerge pas cet ordinateur. Les services web apprennent tout.
unit-times = fois
unit-seconds = secondes
unit-percent = %
action = Action
action-add = Ajouter une autre action
action-up = Monter l’action { $number }
action-down = Descendre l’action { $number }
action-remove = Retirer l’action { $number }
action-kind = { $kind ->
    [playSound] Jouer un son
    [showMessage] Afficher un message
    [openWebPage] Ouvrir une page web
    [runWebService] Appeler un service web
   *[runProgram] Lancer un programme
  }
field-program = Programme
field-program-help = Le programme lui-même, avec son dossier.
field-parameters = Paramètres
field-parameters-help = Comme sur une ligne de commande. La valeur d’une variable est toujours exactement un argument.
field-takes-options = Une valeur peut commencer par « - » ou « / »
field-takes-options-help = Sinon le programme n’est pas lancé dans ce cas, car il pourrait prendre le nom d’un appelant pour une option. Ne cochez que si cela ne gêne pas le programme.
field-folder = Démarrer dans le dossier
field-folder-help = Vide, c’est le dossier du programme.
field-hidden = Cacher sa fenêtre
field-environment = Le dire aussi dans son environnement
field-environment-help = Sous BELLHOP_CALL_REMOTE_TEL et ainsi de suite : un script peut s’en servir sans les lire comme des commandes.
field-time-limit = L’arrêter après
field-time-limit-help = Jusqu’à 10 minutes. Vide, il fonctionne aussi longtemps qu’il veut, même après que vous avez quitté Bellhop.
field-sound = Son
field-sound-help = Un fichier WAV.
field-repeat = Répéter jusqu’à ce que l’appel avance
field-repeat-help = Une minute au plus
field-volume = Volume
device-gone = Un appareil qui n’est pas branché ({ $id })
field-title = Titre
field-text = Texte
field-stay = Reste jusqu’à ce que vous le fermiez
field-withdraw = Disparaît quand l’appel est pris ou terminé
field-page = Un clic ouvre
field-page-help = Une adresse web. Vide : un clic ferme seulement le message.
field-url = Adresse
field-url-page-help = Avec son début, par exemple https:// ou mailto:
field-url-service-help = Avec son début : https://, ou http:// dans votre propre réseau.
field-method = Méthode
field-body = Envoyer
body-kind = { $kind ->
    [event] Tout sur l’appel, en JSON
    [json] Votre propre JSON
    [form] Les champs d’un formulaire
   *[nothing] Rien
  }
field-json = JSON
field-json-help = Les variables vont entre guillemets droits. Une valeur ne change jamais ce qui l’entoure.
form-name = Champ
form-value = Valeur
form-add = Ajouter un champ
header-name = En-tête
header-value = Valeur
header-add = Ajouter un en-tête
secret = Secret à la fin
secret-help = Du trousseau de cet ordinateur. Il est mis quand la requête est envoyée, et n’est noté nulle part.
secret-none = Pas de secret
secret-new = Ajouter un secret…
secret-name = Nom du secret
secret-value = Secret
secret-value-help = Il n’est plus jamais affiché.
secret-keep = Le garder dans le trousseau
secret-forget = Oublier le secret « { $name } »
secret-forgotten = Le secret « { $name } » est oublié. Les requêtes qui l’envoient échouent tant que vous ne l’ajoutez pas de nouveau.
secret-not-kept = Le trousseau ne l’a pas pris ({ $detail }). Ouvrez le trousseau de cet ordinateur et réessayez.
secret-not-whole = Saisissez son nom et le secret, ou choisissez-en un autre.
service-time-limit = Attendre une réponse pendant
field-once = N’essayer qu’une fois
field-once-help = Sinon on réessaie pendant une journée tant que le service est absent.
choose = Choisir…
choose-program = Choisir un programme
choose-folder = Choisir un dossier
choose-sound = Choisir un son

## The picker of variables

picker-button = Insérer une variable
picker-title = Insérer une variable
picker-search = Chercher des variables
picker-list = Variables
picker-call = Appel
picker-device = Téléphone
picker-event = Événement
picker-formats = Saisie à la main, elle existe aussi sous { $example }, ou avec { $formats } après les deux-points.
picker-foot = Entrée insère, Échap ferme.
picker-none = Aucune variable n’a « { $query } » dans son nom.
variable-call-remote-tel = Appel > Numéro distant
variable-call-remote-name = Appel > Nom distant
variable-call-start = Appel > Début
variable-call-state = Appel > État
variable-call-duration = Appel > Durée
variable-call-direction = Appel > Sens
variable-call-local-tel = Appel > Numéro local
variable-call-local-name = Appel > Nom local
variable-call-id = Appel > Identifiant
variable-call-outcome = Appel > Issue
variable-call-scope = Appel > Portée
variable-call-ring-time = Appel > Durée de sonnerie
variable-call-answered = Appel > Réponse
variable-call-ended = Appel > Fin
variable-call-redirected-from = Appel > Renvoyé depuis
variable-device-owner-name = Téléphone > Nom du titulaire
variable-device-owner-internal-tel = Téléphone > Numéro interne du titulaire
variable-device-owner-external-tel = Téléphone > Numéro externe du titulaire
variable-device-hook-state = Téléphone > Combiné
variable-device-dnd-state = Téléphone > Ne pas déranger
variable-event-name = Événement > Nom
variable-event-time = Événement > Heure

## What is wrong with a field. $field is the last part of its name, $suggestion is “none” if there is none.

field-problem-empty = { $field ->
    [name] Donnez-lui un nom, pour le reconnaître dans la liste.
    [program] Choisissez le programme à lancer.
    [file] Choisissez le son à jouer.
    [url] Saisissez l’adresse à ouvrir.
    [actions] Rien n’est fait pour l’instant. Ajoutez une action.
   *[other] Rien n’est écrit ici. Saisissez quelque chose à afficher.
  }
field-problem-unknown-variable = { $suggestion ->
    [none] Il n’y a pas de variable {"{"}{ $detail }{"}"}. Choisissez-en une avec Insérer une variable, ou écrivez {"{{"} pour une accolade.
   *[other] Il n’y a pas de variable {"{"}{ $detail }{"}"}. Vouliez-vous dire {"{"}{ $suggestion }{"}"} ?
  }
field-problem-misprint = {"{"}{ $detail }{"}"} est une ancienne coquille. Elle marche, mais son nom est {"{"}{ $suggestion }{"}"}.
field-problem-variable-empty-here = {"{"}{ $detail }{"}"} est vide { $moment ->
    [device] quand votre téléphone change : elle appartient aux appels.
    [connection] quand la connexion change : elle appartient aux appels.
    [ringing] pendant qu’un appel sonne.
    [connected] quand un appel est pris.
    [completed] quand un appel est terminé.
    [missed] quand un appel est manqué.
    [dialing] pendant qu’un appel est composé.
    [held] quand un appel est mis en attente.
    [resumed] quand un appel est repris.
    [transferred] quand un appel est transféré.
    [forwarded] quand un appel est renvoyé.
   *[all] au moment où cet événement personnalisé s’exécute.
  }
field-problem-bad-template = Une accolade est seule. Fermez-la, ou doublez-la si ce n’est que du texte : {"{{"} ou {"}}"}.
field-problem-bad-address = Ce n’est pas une adresse. Écrivez-la en entier, par exemple https://crm.example.com/
field-problem-scheme-not-allowed = { $moment ->
    [service] Les services web s’atteignent avec https ou http.
   *[any] Les adresses qui commencent par « { $detail } » ne sont pas ouvertes. Utilisez https, http, mailto ou tel.
  }
field-problem-value-in-address = Une variable ne peut pas choisir le serveur. Écrivez vous-même l’adresse jusqu’au premier « / ».
field-problem-value-in-name = Une variable ne peut pas être le nom d’un champ de l’adresse, seulement sa valeur. Écrivez vous-même ce qui précède le « = ».
field-problem-program-missing = Il n’y a pas de programme à { $detail }. Choisissez-le à nouveau.
field-problem-program-not-executable = { $detail } ne peut pas être exécuté. Choisissez un programme, ou rendez-le exécutable.
field-problem-program-not-absolute = Donnez le programme avec son dossier, depuis le tout début, ou choisissez-le.
field-problem-sound-missing = Il n’y a pas de fichier à { $detail }. Choisissez-en un autre.
field-problem-sound-not-wav = Ce n’est pas un son WAV, quoi que dise son nom. Choisissez-en un autre.
field-problem-sound-unreadable = Ce fichier est illisible. Vérifiez que vous pouvez l’ouvrir, ou choisissez-en un autre.
field-problem-sound-too-large = Ce fichier dépasse 20 Mo. Choisissez-en un plus court.
field-problem-sound-unknown-format = Bellhop ne sait pas jouer ce genre de fichier WAV. Choisissez-en un en PCM simple : jusqu’à 32 bits, jusqu’à huit canaux, de 1 à 192 kHz.
field-problem-sound-damaged = Ce fichier WAV est endommagé. Choisissez-en un autre.
field-problem-sound-empty = Il n’y a rien à entendre dans ce fichier. Choisissez-en un autre.
field-problem-bad-number = « { $detail } » n’est ni un numéro de téléphone ni le début d’un.
field-problem-bad-parameters = Un guillemet n’est pas fermé. Fermez-le, ou enlevez-le.
field-problem-bad-time = « { $detail } » n’est pas une heure de la journée. Écrivez-la comme 08:30.
field-problem-bad-number-of-seconds = { $field ->
    [times] Saisissez un nombre entier de 1 à 100.
    [within] Saisissez un nombre entier de secondes, de 1 à 3600.
    [timeLimit] Saisissez un nombre entier de secondes, de 1 à 600 pour un programme et à 300 pour un service web.
   *[seconds] Saisissez un nombre entier de secondes, ni nul ni trop grand.
  }
field-problem-folder-missing = Il n’y a pas de dossier { $detail }. Choisissez-en un.
field-problem-script-with-values = { $detail } lit ses paramètres comme des commandes, le nom d’un appelant pourrait donc en devenir une. Enlevez les variables et dites-les plutôt dans son environnement.
field-problem-scheme-to-allow = Les adresses qui commencent par { $detail }: lancent un programme sur cet ordinateur. Ne les autorisez que si vous le connaissez.
field-problem-bad-json = Ce n’est pas du JSON ({ $detail }). Vérifiez ses guillemets, virgules et crochets.
field-problem-bad-header = { $detail ->
    [none] Donnez un nom à l’en-tête.
   *[other] « { $detail } » ne peut pas être envoyé comme en-tête. Choisissez un autre nom.
  }
field-problem-address-forbidden = { $detail } révèle des secrets de cet ordinateur, Bellhop ne l’interroge donc pas.
field-problem-not-private = Cette adresse n’est pas chiffrée, ce qui est envoyé peut donc être lu en chemin. Utilisez https si vous pouvez.
field-problem-secret-missing = Le trousseau ne contient pas de secret appelé « { $detail } ». Ajoutez-le, ou choisissez-en un autre.
field-problem-name-as-written = Les noms sont envoyés tels qu’ils sont écrits ici, « { $detail } » aussi : seules les valeurs prennent des variables.
field-problem-looks-secret = Cela ressemble à un secret, et tout le monde peut le lire ici. Envoyez-le dans un en-tête avec un secret du trousseau. Les fichiers exportés l’omettent.
allow-scheme = Autoriser ici les adresses { $scheme }:
change-it = Corriger

## Trying a custom event out

try-label = Avec
try-with = { $which ->
    [last] { $name ->
        [none] Le dernier appel
       *[other] Le dernier appel : { $name }
      }
    [example] { $name ->
        [none] Un appel inventé
       *[other] Un appel inventé : { $name }
      }
   *[own] Vos propres valeurs
  }
try-action = { $count ->
    [1] Action
   *[other] Action { $number }
  }
try-does = { $kind ->
    [runProgram] { $arguments ->
        [0] Lance ce programme sans argument
        [one] Lance ce programme avec 1 argument
       *[other] Lance ce programme avec { $arguments } arguments
      }
    [playSound] Joue ce son
    [showMessage] Affiche ce message
    [openWebPage] Ouvre cette page
    [runWebService] Envoie cette requête
   *[nothing] Ne fait rien
  }
try-it = Essayer
try-nothing = Ce qu’il ferait s’affiche ici, exactement, dès qu’il y a quelque chose à faire.
try-would-not-run = Cet appel ne le déclencherait pas.
preview-not-yet = Tel que c’est écrit, cela ne peut pas se faire : dans ses champs, quelque chose manque ou n’est pas juste.
sample-name = Nom
sample-tel = Numéro
sample-withheld = Le numéro est masqué
sample-internal = Un collègue
sample-seconds = Durée de conversation
outcome-good = { $success ->
    [none] Fait après { $seconds } s
   *[other] { $success } après { $seconds } s
  }
outcome-failed = { $failure } Cela a pris { $seconds } s.
outcome-goes-on = Il a démarré et continue.
ran-program = Programme et arguments
ran-folder = Démarre dans { $folder }
ran-hidden = Sa fenêtre est cachée
ran-time-limit = Arrêté s’il dure plus de { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } secondes
  }
ran-environment = { $count ->
    [one] 1 valeur est dite dans son environnement
   *[other] { $count } valeurs sont dites dans son environnement
  }
ran-repeat = Répété jusqu’à ce que l’appel avance
ran-volume = À { $volume } % de son volume
ran-device = Sur { $device }
ran-stay = Reste jusqu’à ce qu’on le ferme
ran-withdraw = Disparaît quand l’appel est pris ou terminé
ran-page = Un clic ouvre { $url }
ran-once = Essayé une seule fois
ran-header = { $secret ->
    [none] { $name }: { $value }
   *[other] { $name }: { $value }<secret>secret { $secret }</secret>
  }

## Simulating a call

simulate-call = Appel
simulate-direction = { $direction ->
    [outgoing] Vous appelez quelqu’un
   *[incoming] Quelqu’un appelle
  }
simulate-answered = On répond
simulate-held = Il est mis en attente et repris
simulate-for-real = Le faire vraiment
simulate-for-real-help = Sinon, on dit seulement ce qui serait fait
simulate-go = Simuler
simulate-back = Retour
simulate-result = Résultat
simulate-nothing = Il n’en est rien sorti.
simulate-step = { $number }. { $state ->
    [dialing] Il est composé
    [ringing] Il sonne
    [connected] Il est pris
    [held] Il est mis en attente
    [resumed] Il est repris
    [transferred] Il est transféré
    [forwarded] Il est renvoyé
    [missed] Il est manqué
   *[completed] Il est terminé
  }
simulate-traces = { $asked ->
    [0] Aucun événement personnalisé ne s’exécute : aucun ne concerne ceci.
    [one] { $ran ->
        [0] Le seul événement personnalisé concerné ne s’exécute pas.
       *[other] Le seul événement personnalisé concerné s’exécute.
      }
   *[other] { $ran ->
        [0] Aucun des { $asked } événements personnalisés concernés ne s’exécute.
        [one] 1 des { $asked } événements personnalisés concernés s’exécute.
       *[other] { $ran } des { $asked } événements personnalisés concernés s’exécutent.
      }
  }
simulate-runs = s’exécute
simulate-runs-not = ne s’exécute pas
simulate-waits = { $seconds ->
    [one] s’exécute si c’est toujours le cas après 1 seconde
   *[other] s’exécute si c’est toujours le cas après { $seconds } secondes
  }

## Why a custom event ran or did not

traces = { $asked ->
    [0] Aucun événement personnalisé n’a été consulté : aucun ne concerne ceci.
    [one] { $ran ->
        [0] Le seul événement personnalisé concerné ne s’est pas exécuté.
       *[other] Le seul événement personnalisé concerné s’est exécuté.
      }
   *[other] { $ran ->
        [0] Aucun des { $asked } événements personnalisés concernés ne s’est exécuté.
        [one] 1 des { $asked } événements personnalisés concernés s’est exécuté.
       *[other] { $ran } des { $asked } événements personnalisés concernés se sont exécutés.
      }
  }
trace-ran = exécuté à { $time }
trace-not-run = non exécuté
trace-held-back = laissé de côté : il est venu plus souvent qu’il ne peut agir
verdict-switched-on = { $met ->
    [yes] Il est activé
   *[no] Il est désactivé
  }
verdict-all-on = { $met ->
    [yes] Les événements personnalisés sont activés
   *[no] { $was ->
        [paused] Les événements personnalisés étaient en pause
       *[off] Les événements personnalisés étaient désactivés dans l’ensemble
      }
  }
verdict-state = { $met ->
    [yes] État : { $was }
   *[no] État : voulu { $wanted }, c’était { $was }
  }
verdict-line-word = { $line ->
    [own] la vôtre
    [any] n’importe laquelle
   *[other] { $name }
  }
verdict-line = { $met ->
    [yes] Ligne : { $wanted }
   *[no] Ligne : voulu { $wanted }, c’était { $was }
  }
verdict-direction = { $met ->
    [yes] Sens : { $wanted }
   *[no] Sens : voulu { $wanted }, l’appel était { $was }
  }
verdict-scope = { $met ->
    [yes] Portée : { $wanted }
   *[no] Portée : voulu { $wanted }, l’appel était { $was }
  }
verdict-remote-tel = { $met ->
    [yes] { $wanted ->
        [none] Numéro distant : tous
       *[other] Numéro distant : { $wanted }
      }
   *[no] { $was ->
        [none] Numéro distant : voulu { $wanted }, le numéro était masqué
        [withheld] Numéro distant : voulu { $wanted }, le numéro était masqué
       *[other] Numéro distant : voulu { $wanted }, l’appel était avec { $was }
      }
  }
verdict-local-tel = { $met ->
    [yes] { $wanted ->
        [none] Numéro local : tous
       *[other] Numéro local : { $wanted }
      }
   *[no] Numéro local : voulu { $wanted }, l’appel était sur { $was }
  }
verdict-hours = { $met ->
    [yes] Heures : { $wanted }
   *[no] Heures : voulu { $wanted }, c’était { $was }
  }
verdict-own-state = { $met ->
    [yes] Votre propre ligne : { $wanted }
   *[no] Votre propre ligne : voulu { $wanted }, c’était { $was }
  }
verdict-still-so = { $was ->
    [waiting] { $wanted ->
        [one] Toujours ainsi après 1 seconde : on attend cela
       *[other] Toujours ainsi après { $wanted } secondes : on attend cela
      }
    [still] { $wanted ->
        [one] Toujours ainsi après 1 seconde
       *[other] Toujours ainsi après { $wanted } secondes
      }
    [changed] { $wanted ->
        [one] Toujours ainsi après 1 seconde : cela avait changé d’ici là
       *[other] Toujours ainsi après { $wanted } secondes : cela avait changé d’ici là
      }
    [off] { $wanted ->
        [one] Toujours ainsi après 1 seconde : il a été désactivé entre-temps
       *[other] Toujours ainsi après { $wanted } secondes : il a été désactivé entre-temps
      }
    [paused] { $wanted ->
        [one] Toujours ainsi après 1 seconde : tout était en pause d’ici là
       *[other] Toujours ainsi après { $wanted } secondes : tout était en pause d’ici là
      }
   *[ended] { $wanted ->
        [one] Toujours ainsi après 1 seconde : c’était fini d’ici là
       *[other] Toujours ainsi après { $wanted } secondes : c’était fini d’ici là
      }
  }
verdict-once-per-call = { $met ->
    [yes] Une fois par appel : c’était la première fois
   *[no] Une fois par appel : c’était déjà fait pour cet appel
  }
verdict-answered-here = { $met ->
    [yes] Répondu sur cette ligne
   *[no] Répondu sur cette ligne : personne n’avait répondu ici
  }

## Activity

activity-search = Chercher dans l’activité
activity-search-for = Nom, numéro ou événement
activity-show = Afficher
activity-filter = { $filter ->
    [call] Appels
    [device] Téléphone
    [connection] Connexion
    [failed] Échecs seulement
   *[all] Tout
  }
day-name = { $which ->
    [today] Aujourd’hui, { $day }
    [yesterday] Hier, { $day }
   *[other] { $day }
  }
activity-line = { $kind ->
    [device] { $line ->
        [other] { $state ->
            [offHook] Le téléphone de <b>{ $name }</b> a été décroché
            [onHook] Le téléphone de <b>{ $name }</b> a été raccroché
            [dndOn] <b>« Ne pas déranger »</b> s’est activé au téléphone de <b>{ $name }</b>
            [dndOff] <b>« Ne pas déranger »</b> s’est désactivé au téléphone de <b>{ $name }</b>
           *[all] Le téléphone de <b>{ $name }</b> a changé
          }
       *[own] { $state ->
            [offHook] <b>Votre téléphone</b> a été décroché
            [onHook] <b>Votre téléphone</b> a été raccroché
            [dndOn] <b>« Ne pas déranger »</b> s’est activé
            [dndOff] <b>« Ne pas déranger »</b> s’est désactivé
           *[all] <b>Votre téléphone</b> a changé
          }
      }
    [connection] { $state ->
        [signedIn] <b>Connecté</b>
        [signedOut] { $reason ->
            [none] <b>Déconnecté</b>
           *[other] <b>Déconnecté.</b> { $reason }
          }
        [connectionLost] { $reason ->
            [none] <b>Connexion perdue</b>
           *[other] <b>Connexion perdue.</b> { $reason }
          }
        [connectionRestored] <b>Connexion rétablie</b>
        [recovered] <b>Le système téléphonique s’était tu</b>, et on l’entend à nouveau
        [unreadable] <b>Quelque chose que disait le système téléphonique était illisible</b> et a été ignoré
        [notPermitted] { $line ->
            [other] La ligne de <b>{ $name }</b> ne peut pas être surveillée : le système téléphonique ne l’autorise pas
           *[own] <b>Le système téléphonique ne vous laisse pas entendre votre propre ligne</b>
          }
        [recordDamaged] { $lost ->
            [none] <b>Le registre de l’activité était endommagé.</b> { $detail } lignes étaient lisibles
           *[other] <b>Le registre de l’activité était endommagé.</b> { $detail } lignes étaient lisibles, { $lost } sont perdues
          }
        [soundReplaced] { $reason ->
            [missing] <b>{ $detail } a disparu.</b> Le son intégré a été joué à sa place
            [unreadable] <b>{ $detail } est illisible.</b> Le son intégré a été joué à sa place
           *[other] <b>{ $detail } ne peut pas être joué.</b> Le son intégré a été joué à sa place
          }
        [noSoundDevice] <b>Un appel a sonné sans qu’on l’entende</b> : il n’y avait rien pour jouer un son
       *[all] <b>La connexion a changé</b>
      }
   *[call] { $state ->
        [dialing] { $line ->
            [other] <b>{ $name }</b> a appelé <b>{ $who }</b>
           *[own] Vous avez appelé <b>{ $who }</b>
          }
        [ringing] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $name }</b> a appelé <b>{ $who }</b>, et ça a sonné là-bas
               *[own] Vous avez appelé <b>{ $who }</b>, et ça a sonné là-bas
              }
           *[incoming] { $line ->
                [other] <b>{ $who }</b> a sonné sur la ligne de <b>{ $name }</b>
               *[own] <b>{ $who }</b> a sonné
              }
          }
        [connected] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $who }</b> a répondu à <b>{ $name }</b>
               *[own] <b>{ $who }</b> vous a répondu
              }
           *[incoming] { $line ->
                [other] <b>{ $name }</b> a répondu à <b>{ $who }</b>
               *[own] Vous avez répondu à <b>{ $who }</b>
              }
          }
        [held] { $line ->
            [other] <b>{ $name }</b> a mis <b>{ $who }</b> en attente
           *[own] <b>{ $who }</b> a été mis en attente
          }
        [resumed] { $line ->
            [other] <b>{ $name }</b> a repris l’appel avec <b>{ $who }</b>
           *[own] L’appel avec <b>{ $who }</b> a été repris
          }
        [transferred] { $line ->
            [other] <b>{ $name }</b> a transféré l’appel avec <b>{ $who }</b>
           *[own] L’appel avec <b>{ $who }</b> a été transféré
          }
        [forwarded] { $line ->
            [other] L’appel de <b>{ $who }</b> a été renvoyé par la ligne de <b>{ $name }</b>
           *[own] L’appel de <b>{ $who }</b> a été renvoyé
          }
        [missed] { $outcome ->
            [voicemail] { $line ->
                [other] Appel manqué de <b>{ $who }</b> sur la ligne de <b>{ $name }</b>, envoyé à la messagerie vocale
               *[own] Appel manqué de <b>{ $who }</b>, envoyé à la messagerie vocale
              }
            [busy] { $line ->
                [other] Appel manqué de <b>{ $who }</b> sur la ligne de <b>{ $name }</b>, qui était occupée
               *[own] Appel manqué de <b>{ $who }</b>, refusé comme occupé
              }
           *[other] { $line ->
                [other] Appel manqué de <b>{ $who }</b> sur la ligne de <b>{ $name }</b>
               *[own] Appel manqué de <b>{ $who }</b>
              }
          }
       *[completed] { $line ->
            [other] { $outcome ->
                [answered] L’appel entre <b>{ $name }</b> et <b>{ $who }</b> s’est terminé
               *[other] L’appel entre <b>{ $name }</b> et <b>{ $who }</b> s’est terminé sans réponse
              }
           *[own] { $outcome ->
                [noAnswer] <b>{ $who }</b> ne vous a pas répondu
                [cancelled] L’appel à <b>{ $who }</b> a été abandonné
                [declined] { $direction ->
                    [outgoing] <b>{ $who }</b> a refusé votre appel
                   *[incoming] Vous avez refusé l’appel de <b>{ $who }</b>
                  }
                [busy] <b>{ $who }</b> était occupé
                [failed] L’appel à <b>{ $who }</b> a échoué
                [voicemail] <b>{ $who }</b> est allé à la messagerie vocale
                [forwarded] L’appel avec <b>{ $who }</b> a été renvoyé
                [answeredElsewhere] On a répondu ailleurs à <b>{ $who }</b>
               *[answered] L’appel avec <b>{ $who }</b> s’est terminé
              }
          }
      }
  }{ $late ->
    [yes] {", hors ligne"}
   *[no] {""}
  }
activity-result = { $count ->
    [0] {""}
    [one] { $name }
   *[other] { $count } événements personnalisés
  }{ $waiting ->
    [0] {""}
    [one] , 1 en attente
   *[other] , { $waiting } en attente
  }{ $heldBack ->
    [0] {""}
   *[other] { $count ->
        [0] { $heldBack } de côté
       *[other] , { $heldBack } de côté
      }
  }
activity-failed = { $count ->
    [one] { $count } échec
   *[other] { $count } échecs
  }
activity-outbox = { $waiting ->
    [0] {""}
    [one] 1 requête à un service web attend son prochain essai.
   *[other] { $waiting } requêtes à des services web attendent leur prochain essai.
  } { $parked ->
    [0] {""}
    [one] 1 n’est plus essayée tant que vous ne le dites pas.
   *[other] { $parked } ne sont plus essayées tant que vous ne le dites pas.
  }
activity-kept = Garder
activity-kept-days = { $days ->
    [7] Une semaine
    [365] Un an
   *[other] { $days } jours
  }
activity-export = Exporter
activity-export-as = { $format ->
    [csv] Tout en CSV, pour un tableur…
   *[json] Tout en JSON, pour un programme…
  }
activity-exported = Tout ce qui est conservé est enregistré dans le fichier.
activity-clear-now = Effacer
activity-clear-sure = Tout est supprimé de cet ordinateur, sauf ce qui est encore à envoyer. Il n’y a pas de retour.
activity-clear = Tout supprimer
activity-keep = Garder
activity-empty-title = Rien ne s’est encore passé
activity-empty-lead = Chaque appel et chaque changement de votre téléphone est noté ici, avec ce que vos événements personnalisés ont fait, et pourquoi.
activity-none-found = Rien trouvé
activity-none-found-lead = Rien de ce qui est gardé n’a cela dans son nom, son numéro, son état ou les événements personnalisés exécutés.
activity-show-all = Tout afficher
run-again = Recommencer
owed = { $attempts ->
    [0] Pas encore essayé.
    [one] Essayé une fois.
   *[other] Essayé { $attempts } fois.
  }{ $problem ->
    [none] {""}
   *[other] {" "}{ $problem }
  } { $next ->
    [never] Ce n’est plus essayé tant que vous ne le dites pas.
   *[other] { $attempts ->
        [0] Premier essai à { $next }.
       *[other] Nouvel essai à { $next }.
      }
  }
run-unknown = Il n’y a pas de variable { $name }, elle a donc été envoyée telle quelle.
run-was-again = Recommencé à { $time } :
owed-retry = Réessayer maintenant
owed-delete = Supprimer

## Files of custom events

export-title = Exporter des événements personnalisés
export-save = En enregistrer { $count } dans un fichier…
export-foot = Les secrets restent dans le trousseau : le fichier ne contient que leurs noms. Ce qui ressemble à un secret est omis.
import-title = Importer des événements personnalisés
import-empty =
    { $file } ne contient aucun événement personnalisé : aucun n’était choisi à l’exportation.
    Il n’y a rien à ajouter. Choisissez un autre fichier.
import-lead = { $count ->
    [one] { $file } contient un événement personnalisé. Regardez ce qu’il fait avant de le prendre.
   *[other] { $file } contient { $count } événements personnalisés. Regardez ce qu’ils font avant de les prendre.
  }
import-add = { $count ->
    [0] N’en ajouter aucun
    [one] En ajouter { $count }, désactivé
   *[other] En ajouter { $count }, désactivés
  }
import-foot = Chacun arrive désactivé. Il peut être activé une fois que vous l’avez regardé dans l’éditeur et enregistré.
import-program = { $parameters ->
    [none] Il lance ce programme :
   *[other] Il lance ce programme, avec ces paramètres :
  }
import-folder = Il démarre dans { $folder }.
import-hosts = Il atteint { $list }.
import-headers = Il envoie ces en-têtes : { $list }.
import-sounds = Il joue { $list }.
import-secrets = Il envoie ces secrets à vous, si vous les avez : { $list }.
import-disguised = Quelque chose dedans se montre autrement que ce n’est. Ne le prenez que si vous savez qui l’a fait.
import-replaces = Vous en avez déjà une autre version. Coché, celui-ci prend la place du vôtre et arrive désactivé.
import-same = Vous avez déjà exactement le même. Coché, celui-ci prend sa place et arrive désactivé.
import-problem-unreadable =
    { $file } est illisible.
    Vérifiez que vous pouvez l’ouvrir, ou choisissez-en un autre.
import-problem-not-ours =
    { $file } ne contient aucun événement personnalisé de Bellhop.
    Choisissez un fichier que Bellhop a exporté.
import-problem-too-new =
    { $file } vient d’un Bellhop plus récent.
    Mettez Bellhop à jour sur cet ordinateur, puis importez-le à nouveau.
import-problem-too-large =
    { $file } est trop gros pour un fichier d’événements personnalisés.
    Choisissez-en un autre.

## The small window with messages

message-window = Messages
message-close = Fermer { $title }
message-more = { $count ->
    [one] 1 de plus
   *[other] { $count } de plus
  }

## Account

account-title = Connecté
account-user = Utilisateur
account-number = Numéro
account-server = Serveur
account-server-demo = Le système téléphonique de démonstration dans Bellhop
account-secret = { $credential ->
    [token] Jeton d’accès
   *[password] Mot de passe
  }
account-secret-kept = Dans le trousseau de cet ordinateur
account-secret-once = Gardé seulement jusqu’à ce que vous quittiez
account-encryption = Chiffrement
account-plain-http = Pas exigé : vous avez autorisé http non chiffré
account-plain-http-help = Votre mot de passe et vos appels pourraient être lus en chemin. Déconnectez-vous et reconnectez-vous pour changer cela.
account-web-apps = Applications web
account-web-app = { $kind ->
    [events] Événements : { $path }
    [channels] Canaux d’événements : { $path }
   *[actions] Actions : { $path }
  }
account-certificate = Certificat
account-certificate-trusted = Vous vous y fiez pour { $host }
account-stop-trusting = Ne plus s’y fier
account-stop-trusting-label = Ne plus se fier au certificat de { $host }
account-sign-out = Se déconnecter
account-leave-demo = Quitter la démonstration

## Watched lines, on the page Account

watched-title = Lignes surveillées
watched-lead = Surveillez les lignes de collègues pour entendre et voir quel téléphone sonne.
watched-add-list = Ajouter depuis la liste de supervision
watched-add-colleague = Ajouter un collègue
watched-allowed = Autorisé
watched-not-permitted = Le système téléphonique ne vous laisse pas surveiller cette ligne. Demandez à votre administrateur si elle est dans votre liste de supervision (BLF) et si ses appels sont privés.
watched-not-permitted-says = Le système téléphonique ne vous laisse pas surveiller cette ligne. Demandez à votre administrateur si elle est dans votre liste de supervision (BLF) et si ses appels sont privés. Le système téléphonique dit : « { $detail } »
watched-stop = Ne plus surveiller { $name }
watched-stopped = { $name } n’est plus surveillé.
watched-list-asking = Demande de votre liste de supervision…
watched-added = { $count ->
    [one] 1 ligne ajoutée.
   *[other] { $count } lignes ajoutées.
  }
watched-added-some = { $count ->
    [one] 1 ligne ajoutée. Votre liste de supervision en contient plus que Bellhop n’en lit.
   *[other] { $count } lignes ajoutées. Votre liste de supervision en contient plus que Bellhop n’en lit.
  }
watched-list-empty = Votre liste de supervision est vide.
watched-list-known = Chaque ligne de votre liste de supervision est déjà surveillée.
colleague-search = Nom ou poste d’un collègue
colleague-close = Fermer
colleague-list = Collègues
colleague-watch = Surveiller
colleague-watch-label = Surveiller { $name }
colleague-watched = Surveillé
colleague-looking = Recherche…
colleague-found = { $count ->
    [one] 1 collègue trouvé.
   *[other] { $count } collègues trouvés.
  }
colleague-none = Aucun collègue n’a « { $name } » dans son nom.
colleague-more = Il y en a d’autres. Saisissez plus du nom.

## General

general-starting = Démarrage et fermeture
general-start-at-sign-in = Démarrer à l’ouverture de votre session
general-start-at-sign-in-failed = Cet ordinateur n’a pas accepté ce changement ({ $detail }). Cherchez dans ses propres réglages les programmes qu’il démarre.
general-start-minimized = Démarrer sans ouvrir la fenêtre
general-quit-on-close = Quitter à la fermeture de la fenêtre
general-quit-on-close-help = Sinon, Bellhop reste actif et entend vos appels tant que vous êtes connecté
general-appearance = Apparence
general-theme = Thème
theme = { $theme ->
    [light] Clair
    [dark] Sombre
   *[system] Système
  }
general-language = Langue
general-language-system = Comme le système
general-notifications = Notifications
general-notify = Prévenir quand Bellhop n’entend pas vos appels
general-notify-help = Après une minute sans connexion et quand une session prend fin d’elle-même
general-numbers = Numéros
general-country = Pays d’origine
general-country-help = Fait de 0131 496 0121 et +44 131 496 0121 le même numéro
general-country-of-system = { $country ->
    [none] Selon le système téléphonique (non dit)
   *[other] Selon le système ({ $country })
  }
general-country-option = { $code ->
    [none] { $name }
   *[other] { $name }, +{ $code }
  }
general-prefix = Préfixe national
general-prefix-help = Ce que vous composez d’abord pour appeler une autre région de votre pays, comme 0
general-outside = Préfixe de sortie
general-outside-help = Ce que vous composez d’abord pour joindre l’extérieur, comme 0. Vide s’il n’y en a pas.
general-digits-none = Aucun
general-digits-only = Saisissez seulement des chiffres.

## About

about-version = Bellhop { $version }
about-lead = Connecté en votre nom à un système téléphonique BroadWorks, et à rien d’autre.
about-first-steps = Vos sons, un événement personnalisé et un appel pour le voir à l’œuvre
about-show = Afficher
about-show-first-steps = Afficher les premiers pas
about-read = En savoir plus sur Bellhop
about-leaf = { $which ->
    [documentation] Documentation
    [source] Code source
    [issues] Signaler une erreur
    [settings] Réglages
   *[activity] Activité, et ce qui reste à envoyer
  }
about-open = { $which ->
    [settings] Ouvrir le dossier
    [activity] Ouvrir le dossier
   *[other] Ouvrir
  }
about-open-label = { $which ->
    [settings] Ouvrir le dossier : { $what }
    [activity] Ouvrir le dossier : { $what }
   *[other] Ouvrir : { $what }
  }
about-documentation-help = Comment le configurer, et ce que fait chaque partie
about-source-help = Ce dont Bellhop est fait, à lire et à modifier
about-issues-help = Ce qui est connu, et où dire ce qui n’a pas marché
about-kept = Conservé sur cet ordinateur
about-kept-foot = Les mots de passe et autres secrets ne sont dans aucun des deux : le trousseau les garde. Bellhop ne tient pas de fichier journal.
about-licence = Licences
about-licence-own = Bellhop et ses deux sons intégrés
about-licence-text = MIT ou Apache 2.0, celle que vous préférez.
about-parts = Ce dont il est construit
about-parts-text = Le travail d’autres personnes, chacun à ses propres conditions
about-licences-button = { $open ->
    [yes] Masquer
   *[no] Afficher
  }
about-licences-label = { $open ->
    [yes] Masquer les licences de ce dont il est construit
   *[no] Afficher les licences de ce dont il est construit
  }

## The tray

tray-open = Ouvrir Bellhop
tray-waiting = { $count ->
    [1] Une requête à un service web attend son prochain essai
   *[other] { $count } requêtes à des services web attendent leur prochain essai
  }
tray-connection-connected = Connecté
tray-connection-signed-out = Non connecté
tray-connection-signing-in = Connexion en cours…
tray-connection-reconnecting = { $seconds ->
    [none] Reconnexion…
   *[other] Reconnexion dans { $seconds } s
  }
tray-connection-not-permitted = Pas autorisé à entendre les appels
tray-connection-in-call = Connecté, en communication
tray-connection-ringing = Connecté, ça sonne
tray-connection-dnd = Connecté, ne pas déranger
tray-silence = Faire taire
tray-custom-events = Événements personnalisés
tray-sounds = Sons
tray-mute-in-call = Couper les haut-parleurs pendant l’appel
tray-paused = En pause jusqu’à { $time }
tray-settings = Réglages
tray-sign-out = Se déconnecter
tray-quit = Quitter

## Notifications about the connection; what is in the way is said below

toast-not-connected = Bellhop n’entend pas vos appels
toast-signed-out = Bellhop est déconnecté
toast-in-tray = Bellhop est toujours en marche
toast-in-tray-text = Il reste dans la zone de notification et entend vos appels tant que vous êtes connecté. Quitter se trouve dans son menu ; ce que fait la fermeture de la fenêtre se choisit dans Général.

## The command line

cli-certificate = Il est pour { $subject }, délivré par { $issuer }, avec l’empreinte SHA-256 { $sha256 }. Si votre administrateur confirme l’empreinte, fiez-vous-y avec --trust.
cli-not-permitted = Le système téléphonique ne vous laisse pas entendre { $line }. { $right ->
    [none] Demandez à votre administrateur le droit de surveiller cette ligne.
   *[other] Demandez à votre administrateur. Le système téléphonique dit : « { $right } »
  }
cli-settings-set-aside = Vos réglages étaient illisibles, Bellhop repart donc de nouveaux. L’ancien fichier est gardé sous { $detail }.
cli-custom-events-not-read = Certains événements personnalisés sont illisibles et ne font donc rien : { $detail }. Ils restent dans le fichier de réglages.
cli-journal-set-aside = Le registre de l’activité était endommagé. { $kept } lignes étaient lisibles, { $lost ->
    [none] et l’on ne sait pas combien sont perdues
   *[other] { $lost } sont perdues
  }. L’ancien fichier est { $detail }.
cli-journal-not-kept = Ce qui est dû aux services web ne peut pas être noté, et est donc perdu quand Bellhop s’arrête : { $detail }
cli-check-good = Rien à redire à ces réglages. Événements personnalisés : { $count }.
cli-check-problem = « { $event } », { $field } : { $problem }
cli-check-hint = « { $event } », { $field } : { $problem } C’est une remarque : cela fonctionne tel quel.
cli-check-not-read = « { $event } » est illisible : { $detail }
