# Todo lo que muestra Bellhop, en español. Qué significa un mensaje y de qué está hecho se dice en en.ftl.

## The language itself

direction = ltr

## Pages

app-name = Bellhop
page-status = Estado
page-sounds = Sonidos
page-custom-events = Eventos personalizados
page-activity = Actividad
page-simulate = Simular una llamada
page-first-steps = Primeros pasos
page-general = General
page-account = Cuenta
page-about = Acerca de
window-title = { $page } – Bellhop
pages = Páginas
pages-close = Cerrar la lista de páginas
more = Más
remove = Quitar
remove-label = Quitar { $what }

## The connection, in the list of pages and at the top of Status

state-connected = Conectado
state-ringing = Conectado, suena
state-in-call = Conectado, en una llamada
state-dnd = Conectado, no molestar
state-paused = En pausa
state-signing-in = Iniciando sesión…
state-reconnecting = { $seconds ->
    [0] Volviendo a conectar…
   *[other] Vuelve a conectar en { $seconds } s
  }
state-not-connected = Sin conexión
state-not-permitted = Sin permiso para oír llamadas
state-signed-out = Sesión cerrada
who = { $extension ->
    [none] { $name }
   *[other] { $name }, { $extension }
  }

## Sign in

sign-in-title = Inicie sesión en su sistema telefónico
sign-in-lead = Bellhop detecta sus llamadas y hace lo que usted pide.
sign-in-server = Servidor
sign-in-server-help = Una dirección web, un nombre de equipo o simplemente el dominio de su empresa.
sign-in-user = Id. de usuario
sign-in-secret = { $credential ->
    [token] Token de acceso
   *[password] Contraseña
  }
sign-in-secret-help = Se guarda en el llavero de este equipo y en ningún otro sitio.
sign-in-secret-help-once = Se olvida al salir.
sign-in-show-secret = { $credential ->
    [token] Mostrar el token de acceso
   *[password] Mostrar la contraseña
  }
sign-in-plain-http = Iniciar sesión sin cifrado
sign-in-plain-http-help = Su contraseña y sus llamadas podrían leerse por el camino. Déjelo sin marcar, salvo que su administrador diga otra cosa.
sign-in-with = Iniciar sesión con
sign-in-with-kind = { $credential ->
    [token] Un token de acceso
   *[password] Una contraseña
  }
sign-in-web-apps = Aplicaciones web
sign-in-web-apps-help = Solo si su administrador les da otros nombres. Vacías, son las habituales.
sign-in-web-app = { $path ->
    [events] Eventos
    [channels] Canales de eventos
   *[actions] Acciones
  }
sign-in-here = Iniciar sesión aquí
sign-in-wait = { $seconds ->
    [0] Ya puede volver a intentarlo.
    [one] Pide que se le deje tranquilo 1 segundo.
   *[other] Pide que se le deje tranquilo { $seconds } segundos.
  }
sign-in-remember = Mantener la sesión en este equipo
sign-in = Iniciar sesión
sign-in-busy = Iniciando sesión…
sign-in-alternative = Sin sistema telefónico
sign-in-back = Volver al inicio de sesión
sign-in-demo-lead = ¿No tiene una cuenta a mano? Un pequeño sistema telefónico dentro de Bellhop hace las llamadas.
sign-in-demo = Probar sin sistema telefónico
sign-in-demo-busy = Arrancando…
sign-in-needs-server = Escriba el nombre o la dirección web de su sistema telefónico.
sign-in-needs-user = Escriba su id. de usuario.
sign-in-needs-password = Escriba su contraseña.
sign-in-needs-token = Pegue su token de acceso.

## What is in the way of a connection; $detail is a host, a proxy, a status or a right

problem-host-unknown =
    No hay ningún servidor llamado { $detail }.
    Compruebe la ortografía, o que está en línea.
problem-unreachable =
    { $detail } no responde.
    Compruebe que está en línea y que su red le deja llegar hasta él.
problem-certificate =
    { $distrust ->
        [outOfDate] El certificado de { $detail } ha caducado.
        [otherName] { $detail } mostró un certificado que es para otro nombre.
        [unknownIssuer] Este equipo no sabe quién firmó el certificado de { $detail }.
        [revoked] El certificado de { $detail } fue revocado.
       *[other] No se puede confiar en el certificado de { $detail } ({ $more }).
    }
    { $distrust ->
        [revoked] Quien lo emitió dice que ya no hay que confiar en él. Pregunte a su administrador.
       *[other] Si su administrador confirma la huella, puede confiar en este certificado solo para este servidor.
    }
problem-encryption =
    { $detail } no ofrece un cifrado seguro.
    Allí se habla http sin cifrar, o una versión de TLS que ya no es segura. Compruebe la dirección y su puerto con su administrador.
problem-proxy =
    El proxy { $detail } no deja pasar a Bellhop.
    Dice: { $more }. Compruebe la configuración de proxy de este equipo con su administrador.
problem-moved =
    { $detail } le envía a { $more }.
    Bellhop no va allí por sí mismo, porque su contraseña iría con él. Si su administrador confirma el nuevo servidor, úselo.
problem-moved-unencrypted =
    { $detail } le envía a { $more }, donde nada va cifrado.
    Bellhop no va allí: su contraseña podría leerse por el camino. Pida a su administrador una dirección que empiece por https.
problem-refused =
    El sistema telefónico rechazó este inicio de sesión.
    Compruebe el id. de usuario y la contraseña. Bellhop le espera: unas pocas contraseñas erróneas más y el sistema telefónico bloquea la cuenta.
problem-forbidden =
    Puede iniciar sesión, pero no escuchar llamadas.
    Pida a su administrador el derecho a usar la Xtended Services Interface con control de llamadas.
problem-forbidden-right =
    Puede iniciar sesión, pero no escuchar llamadas.
    Pregunte a su administrador. El sistema telefónico dice: «{ $detail }»
problem-not-xsi =
    { $detail } respondió, pero no como un sistema telefónico con interfaz XSI.
    Compruebe el nombre del servidor con su administrador; a menudo empieza por «xsp».
problem-server-busy =
    El sistema telefónico está saturado ({ $detail }).
    Eso suele pasar solo.
problem-timed-out =
    { $detail } tardó demasiado en responder.
    Compruebe que está en línea, o vuelva a intentarlo en un minuto.
problem-insecure =
    A este servidor se llegaría sin cifrado, así que su contraseña podría leerse por el camino.
    Use una dirección que empiece por https. Si su administrador dice que no hay ninguna, permítalo más abajo.
problem-bad-address =
    Esta no es la dirección de un servidor.
    Escriba una dirección web como https://xsp.example.com, o el nombre de un equipo.
problem-no-keyring =
    No hay ningún llavero abierto, así que no se puede obtener la contraseña.
    Abra el llavero de este equipo, o vuelva a escribir la contraseña.
problem-signed-in-elsewhere =
    Bellhop tiene la sesión iniciada en otro lugar, y allí se oyen ahora sus llamadas.
    Inicie sesión aquí, y se oirán aquí.
problem-user-deleted =
    El sistema telefónico ya no conoce a este usuario.
    Pregunte a su administrador si ha cambiado el id. de usuario.
problem-no-password =
    El llavero no tiene contraseña para esta cuenta.
    Vuelva a escribirla.
problem-no-account =
    No hay ninguna cuenta guardada en este equipo.
    Inicie sesión una vez en la ventana, o indique un servidor y un usuario.
problem-no-event-channel =
    El sistema telefónico no mantiene abierto ningún canal de eventos para usted.
    Bellhop pide otro. Si sigue así, pregunte a su administrador si se permiten los eventos.
problem-other =
    La conexión con el sistema telefónico se interrumpió.
    Vuelva a intentarlo en un minuto. Si sigue así, quizá su administrador sepa qué significa esto: «{ $detail }»

problem-trust = Confiar en este certificado
problem-use-server = Usar ese servidor
certificate-subject = Emitido para
certificate-issuer = Emitido por
certificate-sha256 = Huella SHA-256

## Notices at the top of a page

notice-settings-set-aside =
    No se pudo leer su configuración, así que Bellhop empieza con una nueva.
    El archivo antiguo se conserva como { $detail }.
notice-custom-events-not-read =
    Algunos eventos personalizados no se pueden leer, así que no hacen nada: { $detail }.
    Se quedan en el archivo de configuración. Quizá los escribió un Bellhop más nuevo.
notice-settings-too-new =
    Un Bellhop más nuevo escribió su configuración, así que este empieza con una nueva.
    El archivo más nuevo se conserva como { $detail }.
notice-journal-set-aside =
    El registro de lo ocurrido estaba dañado. Se conserva lo que se pudo leer; Actividad dice cuánto es.
    El archivo antiguo se conserva como { $detail }.
notice-journal-not-kept =
    No se puede anotar lo que ocurre ({ $detail }).
    Bellhop vuelve a intentarlo por sí mismo, y lo recuerda hasta que salga. Compruebe que queda espacio en el disco, y que Bellhop puede escribir en su carpeta.
notice-journal-not-opened =
    No se puede anotar lo que ocurre ({ $detail }).
    Bellhop lo recuerda hasta que salga. Compruebe que queda espacio en el disco y que Bellhop puede escribir en su carpeta, y vuelva a iniciarlo.
notice-settings-not-saved =
    No se pudo guardar su configuración ({ $detail }).
    Vale hasta que salga, y Bellhop vuelve a intentarlo por sí mismo. Compruebe que queda espacio en el disco, y que Bellhop puede escribir en su carpeta.
notice-speakers-not-muted =
    No se pudo acallar este equipo para esta llamada ({ $detail }).
    Bellhop vuelve a intentarlo cada dos segundos hasta que termine la llamada.
notice-mute-output-gone =
    { $detail } no está conectado, así que esta llamada deja sus altavoces como están.
    Conéctelo, o elija otro dispositivo de salida en la página Sonidos.
notice-password-not-kept =
    No hay ningún llavero abierto, así que no se puede guardar la contraseña.
    La sesión sigue abierta hasta que salga. Abra el llavero de este equipo y vuelva a iniciar sesión para guardarla.
notice-no-sound-device =
    No hay nada con que reproducir un sonido.
    Conecte unos altavoces o unos auriculares, y los sonidos volverán a oírse.
notice-sound-not-played =
    No se pudo reproducir un sonido ({ $detail }).
    Elija otro en Sonidos.
notice-outbox-not-kept =
    No se puede anotar lo que aún hay que enviar a los servicios web ({ $detail }).
    Bellhop vuelve a intentarlo por sí mismo, y lo recuerda hasta que salga. Compruebe que queda espacio en el disco, y que Bellhop puede escribir en su carpeta.
notice-outbox-full =
    Hay demasiado esperando a enviarse a los servicios web, así que no se guardan peticiones nuevas.
    Mire en Actividad qué falla. Lo que no valga la pena enviar se puede eliminar allí petición por petición, o aquí todo a la vez.
outbox-filling =
    Lo que espera a enviarse a los servicios web ocupa el { $full } % de su espacio.
    Cuando se llene, no se guardarán peticiones nuevas. Mire en Actividad qué falla. Lo que no valga la pena enviar se puede eliminar allí petición por petición, o aquí todo a la vez.
outbox-delete = Eliminar todo lo que espera
outbox-delete-sure = Se eliminan todas las peticiones que esperan, también las que ya no se intentan. No hay vuelta atrás.
notice-password-not-forgotten =
    No se pudo quitar la contraseña del llavero.
    Quítela allí: aparece bajo Bellhop.

## What a mistake in Bellhop itself looks like

trouble =
    Bellhop no pudo hacerlo.
    Dice: { $detail }
trouble-close = Cerrar

## First steps

first-title = { $step ->
    [sounds] Así suena su teléfono
    [events] Deje que se haga algo por usted
   *[call] Véalo en marcha
  }
first-step = Primeros pasos, { $step } de { $count }
first-lead = { $step ->
    [sounds] Así suenan las llamadas en este equipo. Pulse Escuchar, elija un sonido propio o apague uno.
    [events] Un evento personalizado hace algo por usted cuando una llamada suena, se pierde o termina. Empiece con uno de estos, o siga sin ninguno.
   *[call] Una llamada simulada va desde el primer timbre hasta el final y muestra en cada paso qué harían sus eventos personalizados.
  }
first-foot = { $step ->
    [call] No hay nada más que configurar. <status>Ir a Estado</status>
   *[other] <status>Saltar los primeros pasos</status>: todo está en la lista de páginas, y Acerca de los muestra de nuevo.
  }
first-ring = Hacer sonar su teléfono
first-ring-help = El sistema telefónico de demostración le llama: lo oye, y Estado lo muestra
first-back = Atrás
first-next = Siguiente

## Status

status-last-heard = { $who }. { $unit ->
    [now] Última señal hace un momento.
    [minutes] { $count ->
        [one] Última señal hace un minuto.
       *[other] Última señal hace { $count } minutos.
      }
   *[seconds] { $count ->
        [one] Última señal hace un segundo.
       *[other] Última señal hace { $count } segundos.
      }
  }
status-retry = { $seconds ->
    [0] Se vuelve a intentar ahora.
    [one] Se vuelve a intentar en 1 segundo.
   *[other] Se vuelve a intentar en { $seconds } segundos.
  }
status-retry-now = Intentar ahora
status-asks-again = Bellhop vuelve a preguntar cada cuarto de hora.
status-try-again = Volver a intentar
status-now = Ahora
call-ran = Desencadenado: { $events }.
event-quoted = «{ $name }»
call-show-in-activity = Mostrar en Actividad
call-line-called-you = <number>{ $number }</number>, { $scope ->
    [internal] interna
   *[external] externa
  }. { $state ->
    [ringing] Le llama desde las { $time }.
    [held] Le llamó a las { $time }. En espera.
   *[other] Le llamó a las { $time }.
  }
call-line-you-called = <number>{ $number }</number>, { $scope ->
    [internal] interna
   *[external] externa
  }. { $state ->
    [ringing] Suena allí desde las { $time }.
    [dialing] Está llamando desde las { $time }.
    [held] Llamó a las { $time }. En espera.
   *[other] Llamó a las { $time }.
  }
call-withheld = Número oculto
call-timer = { $state ->
    [ringing] Suena desde hace { $time }
   *[other] En la llamada desde hace { $time }
  }
call-state = { $state ->
    [dialback] Llama primero a su teléfono
    [dialing] Marcando
    [ringing] Sonando
    [held] En espera
    [terminated] Terminada
   *[connected] Conectada
  }
status-device = Su teléfono
status-hook = { $hook ->
    [offHook] Descolgado
    [held] Descolgado, llamada en espera
   *[onHook] Colgado
  }
status-hook-label = Auricular
status-dnd-label = No molestar
status-dnd = { $on ->
    [yes] Activado
   *[no] Desactivado
  }
status-watched = Líneas vigiladas
status-watched-idle = Ninguna de las { $count } líneas tiene una llamada
watched-no-call = Sin llamada
watched-asked = Preguntando…
watched-denied = No permitida
watched-ringing = { $unit ->
    [minutes] { $count ->
        [one] Suena desde hace 1 minuto, <number>{ $number }</number>
       *[other] Suena desde hace { $count } minutos, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] Suena desde hace 1 hora, <number>{ $number }</number>
       *[other] Suena desde hace { $count } horas, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] Suena desde hace 1 segundo, <number>{ $number }</number>
       *[other] Suena desde hace { $count } segundos, <number>{ $number }</number>
      }
  }
watched-in-call = { $unit ->
    [minutes] { $count ->
        [one] En una llamada desde hace 1 minuto, <number>{ $number }</number>
       *[other] En una llamada desde hace { $count } minutos, <number>{ $number }</number>
      }
    [hours] { $count ->
        [one] En una llamada desde hace 1 hora, <number>{ $number }</number>
       *[other] En una llamada desde hace { $count } horas, <number>{ $number }</number>
      }
   *[seconds] { $count ->
        [one] En una llamada desde hace 1 segundo, <number>{ $number }</number>
       *[other] En una llamada desde hace { $count } segundos, <number>{ $number }</number>
      }
  }
watched-calling = Llamando a <number>{ $number }</number>
watched-on-hold = En espera, <number>{ $number }</number>
lines-show-all = Mostrar las { $count } líneas
lines-show-fewer = Mostrar menos líneas
status-before = Lo que ocurrió antes, y lo que se hizo, está en <activity>Actividad</activity>.
status-switches = Interruptores
switch-custom-events = Eventos personalizados
switch-custom-events-help = { $total ->
    [0] Aún ninguno
   *[other] { $on } de { $total } { $on ->
        [one] está activado
       *[other] están activados
      }
  }
switch-custom-events-off = Ninguno se ejecuta
switch-sounds = Sonidos
switch-sounds-help = Timbre y llamada en espera
switch-sounds-off = Las llamadas no suenan aquí
switch-mute = Silenciar altavoces durante la llamada
switch-mute-help = { $how ->
    [lower] Bajan mientras dura una llamada suya
    [pause] Los reproductores se pausan mientras dura una llamada suya
   *[mute] Se silencian mientras dura una llamada suya
  }
switch-mute-off = Las llamadas dejan sus altavoces como están

## The speakers, while something is done to them: at the top of Status, and in the tray

quiet-now = { $how ->
    [lower] Sus altavoces están más bajos hasta que termine la llamada.
    [pause] Sus reproductores están en pausa hasta que termine la llamada.
   *[mute] Sus altavoces están silenciados hasta que termine la llamada.
  }
quiet-take-back = { $how ->
    [lower] Subir ahora
    [pause] Seguir reproduciendo
   *[mute] Quitar el silencio
  }

## A pause of everything: on Status, and in the tray

pause-begin = Pausar todo durante 1 hora
pause-resume = Reanudar
status-paused =
    En pausa hasta las { $time }.
    Ningún sonido, ningún evento personalizado, y sus altavoces siguen como están. Las llamadas siguen apareciendo en Actividad.

## The demo phone system

demo-title = Sistema telefónico de demostración
demo-lead = Funciona dentro de Bellhop, solo en este equipo. Usted es { $name }; haga unas llamadas y vea qué pasa.
demo-control = También pueden manejarlo programas, en { $url }.
demo-ring = Hacer sonar
demo-ring-second = Una segunda llamada
demo-ring-internal = Llama un compañero
demo-answer = Contestar
demo-hold = Poner en espera
demo-retrieve = Recuperar
demo-hang-up = Colgar
demo-dnd = No molestar
demo-hook = Descolgar
demo-ring-watched = Suena el teléfono de un compañero
demo-answer-watched = El compañero contesta
demo-end-watched = El compañero cuelga
example-message = Decir quién llama
example-message-text = { $number } le llama
example-log = Anotar las llamadas terminadas
demo-watch = Para ver sonar el teléfono de un compañero, vigile su línea en <account>Cuenta</account>.

## Sounds

sounds-incoming = Llamadas entrantes
sound-ringing = Tono de llamada
sound-ringing-help = Suena una llamada
sound-waiting = Tono de llamada en espera
sound-waiting-help = Suena una segunda llamada mientras habla
sound-built-in = { $which ->
    [line] El tono de llamada
    [waiting] Incluido: dos golpes graves
   *[ringing] Incluido: timbre de mostrador
  }
sound-play = Escuchar
sound-play-label = { $which ->
    [line] Escuchar el sonido de la línea de { $name }
    [waiting] Escuchar el tono de llamada en espera
   *[ringing] Escuchar el tono de llamada
  }
sound-stop = Parar
sound-stop-label = { $which ->
    [line] Parar el sonido de la línea de { $name }
    [waiting] Parar el tono de llamada en espera
   *[ringing] Parar el tono de llamada
  }
sound-choose = Elegir…
sound-choose-label = { $which ->
    [line] Elegir un sonido para la línea de { $name }
    [waiting] Elegir un tono de llamada en espera
   *[ringing] Elegir un tono de llamada
  }
sound-use-built-in = { $which ->
    [line] Usar el tono de llamada
   *[other] Usar el sonido incluido
  }
sounds-repeat = Repetir hasta que se conteste
sounds-repeat-help = Si no, cada llamada se oye una vez
sounds-volume = Volumen
sounds-percent = { $percent } %
sounds-device = Dispositivo de salida
sounds-device-default = Predeterminado del sistema
sounds-device-gone = { $name } no está conectado. Los sonidos salen por el predeterminado del sistema hasta que vuelva.
sounds-lines = Líneas que suenan aquí
sounds-lines-help = Dé a una línea vigilada un sonido propio y oirá a quién llaman.
sounds-lines-none = Para oír sonar el teléfono de un compañero, vigile su línea en <account>Cuenta</account>.
sounds-line-unheard = El sistema telefónico no le deja vigilar esta línea, así que sus llamadas no se oyen aquí. Pregunte a su administrador si está en su lista de ocupación (BLF) y si sus llamadas son privadas.
sounds-own-line = { $extension ->
    [none] Su propia línea
   *[other] Su propia línea, { $extension }
  }
sounds-off = Los sonidos están desactivados en conjunto. Actívelos en <status>Estado</status>.
sounds-foot = Solo archivos WAV, de hasta 20 MB. De uno largo se reproduce el primer minuto.
sound-problem-missing = Este archivo ya no está. Elija otro.
sound-problem-not-wav = Esto no es un sonido WAV, diga lo que diga su nombre. Elija otro.
sound-problem-unreadable = No se puede leer este archivo. Compruebe que puede abrirlo, o elija otro.
sound-problem-too-large = Este archivo ocupa más de 20 MB. Elija uno más corto.
sound-problem-unknown-format = Bellhop no sabe reproducir este tipo de archivo WAV. Elija uno con PCM sencillo: hasta 32 bits, hasta ocho canales, de 1 a 192 kHz.
mute-title = Mientras está en una llamada
mute-help = Solo lo que oye, nunca un micrófono. Lo que cambie durante la llamada se queda como lo puso.
mute-how = Cómo
mute-way = { $how ->
    [lower] Bajar
    [pause] Pausar los reproductores
   *[mute] Silenciar
  }
mute-lower-to = Bajar al
mute-from = Desde que
mute-begins = { $from ->
    [ringing] Suena
   *[answered] Se contesta
  }
mute-output-gone = { $name } no está conectado. Las llamadas dejan sus altavoces como están hasta que vuelva.
mute-foot = { $spared ->
    [yes] El tono de llamada en espera de Bellhop sigue oyéndose. Un softphone que suene por los mismos altavoces también puede quedar acallado.
   *[no] En este sistema solo se pueden acallar los altavoces en conjunto, y con ellos el tono de llamada en espera de Bellhop. Un softphone que suene por ellos también queda acallado.
  }
mute-foot-windows = Windows tiene su propio ajuste para las llamadas hechas en este equipo, en Sonido, Comunicaciones.
mute-foot-pause = En este sistema los reproductores no se pueden pausar.
sound-problem-damaged = Este archivo WAV está dañado. Elija otro.
sound-problem-empty = En este archivo no hay nada que oír. Elija otro.
sound-problem-then = { $refused ->
    [yes] No se ha tomado: sigue lo que estaba elegido antes.
   *[no] En su lugar suena el sonido incluido.
  }

## Custom events: the list

events-new = Nuevo evento
events-start = Plantillas
events-import = Importar…
events-more = Más sobre los eventos personalizados
events-foot = Se ejecutan de arriba abajo. Para ver qué haría cada uno, <simulate>simule una llamada</simulate>.
events-exported = { $count ->
    [one] Un evento personalizado está guardado en el archivo.
   *[other] { $count } eventos personalizados están guardados en el archivo.
  }
events-list = Eventos personalizados
events-off = Los eventos personalizados están desactivados en conjunto. Actívelos en <status>Estado</status>.
event-sentence = Cuando { $category ->
    [connection] <b>{ $state ->
        [signedIn] se inicia la sesión
        [signedOut] se cierra la sesión
        [lost] se pierde la conexión
        [restored] vuelve la conexión
       *[all] cambia la conexión
      }</b>
    [device] { $line ->
        [any] { $state ->
            [offHook] <b>se descuelga en cualquier línea</b>
            [onHook] <b>se cuelga en cualquier línea</b>
            [dndOn] <b>se activa «No molestar» en cualquier línea</b>
            [dndOff] <b>se desactiva «No molestar» en cualquier línea</b>
           *[all] <b>cambia un teléfono en cualquier línea</b>
          }
        [one] { $state ->
            [offHook] <b>se descuelga en la línea de { $name }</b>
            [onHook] <b>se cuelga en la línea de { $name }</b>
            [dndOn] <b>se activa «No molestar» en la línea de { $name }</b>
            [dndOff] <b>se desactiva «No molestar» en la línea de { $name }</b>
           *[all] <b>cambia el teléfono en la línea de { $name }</b>
          }
       *[own] { $state ->
            [offHook] <b>se descuelga su teléfono</b>
            [onHook] <b>se cuelga su teléfono</b>
            [dndOn] <b>se activa «No molestar»</b> en su teléfono
            [dndOff] <b>se desactiva «No molestar»</b> en su teléfono
           *[all] <b>cambia su teléfono</b>
          }
      }
   *[call] <b>una llamada{ $scope ->
        [internal] {" "}interna
        [external] {" "}externa
       *[both] {""}
      }{ $direction ->
        [inbound] {" "}entrante
        [outbound] {" "}saliente
       *[both] {""}
      }{ $remoteTel ->
        [none] {""}
       *[other] {" "}con { $remoteTel }
      } { $state ->
        [ringing] suena
        [connected] se contesta
        [completed] termina
        [missed] se pierde
        [dialing] se marca
        [held] se pone en espera
        [resumed] se recupera
        [transferred] se transfiere
        [forwarded] se desvía
       *[all] llega a cualquier estado
      }{ $line ->
        [any] {" "}en cualquier línea
        [one] {" "}en la línea de { $name }
       *[own] {""}
      }</b>
  }{ $only ->
    [none] {""}
   *[other] {", "}{ $only }
  }, { $kind ->
    [runProgram] ejecutar <b>{ $target }</b>
    [playSound] reproducir <b>{ $target }</b>
    [showMessage] mostrar el mensaje <b>«{ $target }»</b>
    [openWebPage] abrir <b>{ $target }</b>
    [runWebService] llamar al servicio web <b>{ $target }</b>
   *[none] no hacer nada
  }{ $more ->
    [0] {""}
    [one] {" "}y una cosa más
   *[other] {" "}y { $more } cosas más
  }
event-never = Aún no se ha ejecutado
event-off = Desactivado
event-ran = Ejecutado { $when }
event-failed = Falló { $when }
when = { $which ->
    [today] hoy { $time }
    [yesterday] ayer { $time }
   *[other] { $day } { $time }
  }
keys = { $keys ->
    [Enter] Intro
    [Space] Espacio
    [Control-D] Ctrl+D
    [Alt-ArrowUp] Alt+↑
    [Alt-ArrowDown] Alt+↓
    [Delete] Supr
   *[other] { $keys }
  }
event-menu = Más sobre { $name }
event-edit = Editar
event-switch = { $on ->
    [yes] Desactivar
   *[no] Activar
  }
event-duplicate = Duplicar
event-up = Subir
event-down = Bajar
event-export = Exportar…
event-remove = Quitar
event-removed = Se quitó «{ $name }».
event-tried-again = Se vuelve a intentar hasta que funcione, durante un día.
event-look = Ver qué se hizo
event-imported = De un archivo. Mírelo y guárdelo para poder activarlo.
undo = Deshacer
events-empty-title = ¿Qué debe ocurrir cuando suene su teléfono?
events-empty-lead = Un evento personalizado espera a que pase algo en su línea, una llamada o un cambio de su teléfono, y entonces hace lo que usted diga.
events-templates = O empiece con una de estas plantillas
events-templates-foot = Cada una se abre en el editor. Nada se ejecuta antes de que guarde.
template-use = Usar
template-use-label = Usar: { $name }

# What a custom event can start from. $part counts those that belong together; 0 stands for all of them.
start-open-crm = Abrir la ficha de quien llama
start-open-crm-help = Cuando suena una llamada externa, abrir una página web con el número de quien llama en su dirección
start-message-on-missed = Avisar de una llamada perdida
start-message-on-missed-help = Cuando se pierde una llamada, mostrar un mensaje con el nombre y el número de quien llamó
start-log-to-service = { $part ->
    [1] Enviar las llamadas terminadas a un servicio web
    [2] Enviar las llamadas perdidas a un servicio web
   *[0] Enviar cada llamada a un servicio web
  }
start-log-to-service-help = Dos eventos personalizados: cuando una llamada termina o se pierde, enviar todo sobre ella a una dirección suya
start-log-to-csv = { $part ->
    [1] Anotar las llamadas terminadas en un archivo
    [2] Anotar las llamadas perdidas en un archivo
   *[0] Anotar cada llamada en un archivo
  }
start-log-to-csv-help = Dos eventos personalizados: cuando una llamada termina o se pierde, añadir una línea a un archivo que una hoja de cálculo sabe leer
start-on-air-light = { $part ->
    [1] Luz encendida durante la llamada
    [2] Luz apagada después de la llamada
   *[0] Luz encendida y apagada
  }
start-on-air-light-help = Dos eventos personalizados: una luz se enciende cuando se contesta una llamada, y se apaga cuando termina
start-boss-sound = Otro sonido para una persona
start-boss-sound-help = Cuando llama un número determinado, reproducir un sonido propio

## Why an action failed; $detail is a file, an address, a status or an exit code

failure-program-missing = No hay ningún programa en { $detail }. Vuelva a elegirlo.
failure-program-not-executable = { $detail } no se puede ejecutar. Elija un programa, o hágalo ejecutable.
failure-program-failed = El programa terminó con el código { $detail }.
failure-timed-out = Tardó demasiado y se detuvo.
failure-sound-missing = El sonido { $detail } ya no está. Elija otro.
failure-sound-broken = { $detail } no se puede reproducir. Elija otro sonido.
failure-no-sound-device = No hay nada con que reproducir un sonido. Conecte unos altavoces o unos auriculares.
failure-notification-refused = El escritorio no mostró ningún mensaje. Permita en su configuración las notificaciones de Bellhop.
failure-bad-address = Los valores dieron una dirección que no se puede abrir ({ $detail }).
failure-bad-argument = Un valor podría haberse tomado por otra cosa, así que el programa no se ejecutó ({ $detail }). Ponga texto delante de la variable, por ejemplo --name=
failure-no-browser = Ningún programa de este equipo abre una dirección así ({ $detail }).
failure-service-unreachable = El servicio web { $detail } no responde. Compruebe la dirección, o que está en línea.
failure-service-answered = El servicio web respondió { $detail }.
failure-held-back = Llegó más veces de las que este evento personalizado puede actuar, así que Bellhop lo omitió.
failure-no-longer-so = Ya no era así cuando le tocó el turno, así que se omitió.
failure-program-not-for-this-computer = { $detail } está hecho para otro tipo de equipo. Elija un programa que funcione aquí.
failure-folder-missing = La carpeta { $detail } ya no está. Elija otra donde arrancar.
failure-too-long = Lo que dieron los valores es demasiado largo para este equipo. Use menos variables.
failure-gave-up = El servicio web estuvo ausente un día, así que Bellhop ya no lo intenta ({ $detail }).
failure-interrupted = Bellhop terminó mientras se ejecutaba, así que nadie sabe cómo acabó.
failure-given-up-by-user = Usted lo eliminó antes de que llegara.
failure-secret-missing = El llavero no tiene ningún secreto llamado { $detail }. Añádalo en el editor.
failure-keyring-closed = No se pudo pedir al llavero el secreto llamado { $detail }. Abra el llavero de este equipo; se vuelve a intentar por sí solo.
failure-outbox-full = Ya hay demasiado esperando a enviarse, así que esto no se guardó.
failure-other = No funcionó ({ $detail }).

## Custom events: the editor

editor-new = Nuevo evento personalizado
editor-edit = Editar evento personalizado
editor-back = Volver a Eventos personalizados
editor-cancel = Cancelar
editor-save = Guardar
editor-unsaved = Este evento personalizado tiene cambios sin guardar.
editor-discard = Descartar
editor-keep = Seguir editando
editor-name = Nombre
editor-when = Cuando
editor-do = Hacer
editor-judged = Con lo que se prueba abajo:
editor-try = Probar
editor-imported =
    De un archivo.
    Mírelo y guárdelo para poder activarlo.
field-category = Categoría
category = { $category ->
    [connection] Conexión
    [device] Teléfono
   *[call] Llamada
  }
field-state = Estado
word = { $word ->
    [ringing] Suena
    [connected] Contestada
    [completed] Terminada
    [missed] Perdida
    [dialing] Marcando
    [held] En espera
    [resumed] Recuperada
    [transferred] Transferida
    [forwarded] Desviada
    [offHook] Descolgado
    [onHook] Colgado
    [dndOn] No molestar activado
    [dndOff] No molestar desactivado
    [signedIn] Sesión iniciada
    [signedOut] Sesión cerrada
    [lost] Conexión perdida
    [restored] Conexión recuperada
    [inbound] Entrante
    [outbound] Saliente
    [internal] Interna
    [external] Externa
    [both] Ambas
    [idle] Libre
    [inACall] En otra llamada
    [all] Todos
   *[none] nada
  }
field-direction = Sentido
field-scope = Ámbito
field-remote-tel = Número remoto
field-local-tel = Número local
field-tel-any = Cualquiera
field-tel-help = Un número, su comienzo, o varios separados por comas. «!» delante significa no, «withheld» es un número oculto.
field-local-tel-help = Si Línea es la suya, Número local dice a qué líneas se refiere, las suyas o las vigiladas.
field-line = Línea
line-own = Su propia línea
line-by-local-tel = Las que diga Número local
line-any = Cualquier línea
line-not-watched = Esta línea ya no se vigila.
# Which numbers are meant, where it says which: "4021 or 4017", "any number except a withheld number".
tel-words = { $wanted ->
    [none] cualquier número
   *[other] { $wanted }
  }{ $not ->
    [none] {""}
   *[other] {" "}excepto { $not }
  }
tel-word = { $number ->
    [withheld] un número oculto
   *[other] { $shape ->
        [beginning] un número que empieza por { $number }
        [like] un número como { $number }
       *[number] { $number }
      }
  }
read-back-call = una llamada <scope>{ $scope ->
    [internal] interna
    [external] externa
   *[both] cualquiera
  }</scope> <direction>{ $direction ->
    [inbound] entrante
    [outbound] saliente
   *[both] { $state ->
        [missed] entrante
       *[other] entrante o saliente
      }
  }</direction> con <remote>{ $remoteTel ->
    [none] cualquier número
   *[other] { $remoteTel }
  }</remote> <state>{ $state ->
    [ringing] suena
    [connected] se contesta
    [completed] termina
    [missed] se pierde
    [dialing] se marca
    [held] se pone en espera
    [resumed] se recupera
    [transferred] se transfiere
    [forwarded] se desvía
   *[all] llega a cualquier estado
  }</state> en { $line ->
    [any] { $localTel ->
        [none] <line>cualquier línea</line>
       *[other] <line>cualquier línea</line> con { $pattern ->
            [yes] {""}
           *[no] el número{" "}
          }<local>{ $localTel }</local>
      }
    [one] { $localTel ->
        [none] <line>la línea de { $name }</line>
       *[other] <line>la línea de { $name }</line> con { $pattern ->
            [yes] {""}
           *[no] el número{" "}
          }<local>{ $localTel }</local>
      }
   *[own] { $localTel ->
        [none] <line>su propia línea</line>
       *[other] <local>{ $localTel }</local>
      }
  }
read-back-device = { $line ->
    [any] <state>{ $state ->
        [offHook] se descuelga un teléfono
        [onHook] se cuelga un teléfono
        [dndOn] se activa «No molestar»
        [dndOff] se desactiva «No molestar»
       *[all] se descuelga o cuelga un teléfono, o se activa o desactiva «No molestar»
      }</state> en <line>cualquier línea</line>
    [one] <state>{ $state ->
        [offHook] se descuelga el teléfono
        [onHook] se cuelga el teléfono
        [dndOn] se activa «No molestar»
        [dndOff] se desactiva «No molestar»
       *[all] se descuelga o cuelga el teléfono, o se activa o desactiva «No molestar»
      }</state> en <line>la línea de { $name }</line>
   *[own] <state>{ $state ->
        [offHook] se descuelga su teléfono
        [onHook] se cuelga su teléfono
        [dndOn] se activa «No molestar»
        [dndOff] se desactiva «No molestar»
       *[all] se descuelga o cuelga su teléfono, o se activa o desactiva «No molestar»
      }</state>
  }
read-back-connection = <state>{ $state ->
    [signedIn] se inicia la sesión
    [signedOut] se cierra la sesión
    [lost] se pierde la conexión
    [restored] vuelve la conexión
   *[all] se inicia o cierra la sesión, o se pierde o vuelve la conexión
  }</state>

# What has to be true besides. A condition is a part of a sentence: "When a call rings, once per call, ..."
only-when = Solo si
only-when-more = Más condiciones
condition = { $kind ->
    [ownState] { $state ->
        [inACall] mientras está en otra llamada
        [dndOn] mientras tiene «No molestar» activado
        [dndOff] mientras tiene «No molestar» desactivado
       *[idle] mientras no está en ninguna otra llamada
      }
    [stillSo] { $seconds ->
        [one] si sigue así después de 1 segundo
       *[other] si sigue así después de { $seconds } segundos
      }
    [oncePerCall] una vez por llamada
    [answeredHere] si se contestó aquí
    [state] con otro estado
    [line] en ciertas líneas
    [direction] en un sentido
    [scope] de un ámbito
    [remoteTel] con ciertos números remotos
    [localTel] con ciertos números locales
   *[other] con una condición más
  }
condition-kind = { $kind ->
    [hours] En ciertos días y horas
    [ownState] Mientras su propia línea está en cierto estado
    [stillSo] Si sigue así después de un rato
    [oncePerCall] Una vez por llamada
   *[answeredHere] Solo si se contestó en esta línea
  }
condition-help = { $kind ->
    [hours] Según el reloj de este equipo
    [ownState] Su propia línea, aparte de la llamada de que se trata
    [stillSo] Primero espera, y no hace nada si para entonces ya no es así
    [oncePerCall] No otra vez por la misma llamada
   *[answeredHere] No si la cogió un compañero o nadie
  }
days = { $which ->
    [all] todos los días
    [week] de lunes a viernes
    [weekend] sábado y domingo
   *[some] { $list }
  }
weekday = { $day ->
    [mon] lunes
    [tue] martes
    [wed] miércoles
    [thu] jueves
    [fri] viernes
    [sat] sábado
   *[sun] domingo
  }
hours = { $time ->
    [all] { $days }
   *[some] { $days } de { $from } a { $to }
  }
day-time = { $day } { $time }
hours-days = Días
hours-from = De
hours-to = A
own-state-label = Estado
still-so-after = Después de
limit = como mucho { $times ->
    [one] una vez
   *[other] { $times } veces
  } en { $seconds ->
    [one] 1 segundo
   *[other] { $seconds } segundos
  }
limit-times = Como mucho
limit-within = En
limit-help = Lo que llega más veces se omite, para que un teléfono muy ocupado no desborde este equipo. A los servicios web se les dice todo.
unit-times = veces
unit-seconds = segundos
unit-percent = %
action = Acción
action-add = Añadir otra acción
action-up = Subir la acción { $number }
action-down = Bajar la acción { $number }
action-remove = Quitar la acción { $number }
action-kind = { $kind ->
    [playSound] Reproducir sonido
    [showMessage] Mostrar mensaje
    [openWebPage] Abrir página web
    [runWebService] Llamar a servicio web
   *[runProgram] Ejecutar programa
  }
field-program = Programa
field-program-help = El programa mismo, con su carpeta.
field-parameters = Parámetros
field-parameters-help = Como en una línea de órdenes. El valor de una variable es siempre exactamente un argumento.
field-takes-options = Un valor puede empezar por «-» o «/»
field-takes-options-help = Si no, el programa no se ejecuta en ese caso, porque podría tomar el nombre de quien llama por una opción. Márquelo solo si al programa no le importa.
field-folder = Arrancar en la carpeta
field-folder-help = Vacío, es la carpeta del programa.
field-hidden = Ocultar su ventana
field-environment = Decírselo también en su entorno
field-environment-help = Como BELLHOP_CALL_REMOTE_TEL y demás: un script puede usarlos sin leerlos como órdenes.
field-time-limit = Detenerlo después de
field-time-limit-help = Hasta 10 minutos. Vacío, funciona cuanto quiera, incluso después de salir de Bellhop.
field-sound = Sonido
field-sound-help = Un archivo WAV.
field-repeat = Repetir hasta que avance la llamada
field-repeat-help = Un minuto como mucho
field-volume = Volumen
device-gone = Un dispositivo que no está conectado ({ $id })
field-title = Título
field-text = Texto
field-stay = Se queda hasta que lo cierre
field-withdraw = Desaparece cuando se contesta o termina la llamada
field-page = Un clic abre
field-page-help = Una dirección web. Vacío: un clic solo cierra el mensaje.
field-url = Dirección
field-url-page-help = Con su comienzo, por ejemplo https:// o mailto:
field-url-service-help = Con su comienzo: https://, o http:// dentro de su propia red.
field-method = Método
field-body = Enviar
body-kind = { $kind ->
    [event] Todo sobre la llamada, como JSON
    [json] JSON propio
    [form] Los campos de un formulario
   *[nothing] Nada
  }
field-json = JSON
field-json-help = Las variables van entre comillas rectas. Un valor nunca cambia lo que tiene alrededor.
form-name = Campo
form-value = Valor
form-add = Añadir un campo
header-name = Cabecera
header-value = Valor
header-add = Añadir una cabecera
secret = Secreto al final
secret-help = Del llavero de este equipo. Se pone cuando se envía la petición, y no se anota en ningún sitio.
secret-none = Sin secreto
secret-new = Añadir un secreto…
secret-name = Nombre del secreto
secret-value = Secreto
secret-value-help = No se vuelve a mostrar nunca.
secret-keep = Guardarlo en el llavero
secret-forget = Olvidar el secreto «{ $name }»
secret-forgotten = El secreto «{ $name }» se ha olvidado. Las peticiones que lo envían fallan hasta que lo añada de nuevo.
secret-not-kept = El llavero no lo aceptó ({ $detail }). Abra el llavero de este equipo y vuelva a intentarlo.
secret-not-whole = Escriba su nombre y el secreto, o elija otro.
service-time-limit = Esperar una respuesta durante
field-once = Intentarlo solo una vez
field-once-help = Si no, se vuelve a intentar durante un día mientras el servicio no esté.
choose = Elegir…
choose-program = Elegir un programa
choose-folder = Elegir una carpeta
choose-sound = Elegir un sonido

## The picker of variables

picker-button = Insertar variable
picker-title = Insertar variable
picker-search = Buscar variables
picker-list = Variables
picker-call = Llamada
picker-device = Teléfono
picker-event = Evento
picker-formats = Escrita a mano, también existe como { $example }, o con { $formats } después de los dos puntos.
picker-foot = Intro inserta, Esc cierra.
picker-none = Ninguna variable tiene «{ $query }» en su nombre.
variable-call-remote-tel = Llamada > Número remoto
variable-call-remote-name = Llamada > Nombre remoto
variable-call-start = Llamada > Comienzo
variable-call-state = Llamada > Estado
variable-call-duration = Llamada > Duración
variable-call-direction = Llamada > Sentido
variable-call-local-tel = Llamada > Número local
variable-call-local-name = Llamada > Nombre local
variable-call-id = Llamada > Identificador
variable-call-outcome = Llamada > Resultado
variable-call-scope = Llamada > Ámbito
variable-call-ring-time = Llamada > Tiempo de timbre
variable-call-answered = Llamada > Contestada
variable-call-ended = Llamada > Fin
variable-call-redirected-from = Llamada > Desviada desde
variable-device-owner-name = Teléfono > Nombre del titular
variable-device-owner-internal-tel = Teléfono > Número interno del titular
variable-device-owner-external-tel = Teléfono > Número externo del titular
variable-device-hook-state = Teléfono > Auricular
variable-device-dnd-state = Teléfono > No molestar
variable-event-name = Evento > Nombre
variable-event-time = Evento > Hora

## What is wrong with a field. $field is the last part of its name, $suggestion is “none” if there is none.

field-problem-empty = { $field ->
    [name] Póngale un nombre, para reconocerlo en la lista.
    [program] Elija el programa que se ejecuta.
    [file] Elija el sonido que se reproduce.
    [url] Escriba la dirección que se abre.
    [actions] Aún no se hace nada. Añada una acción.
   *[other] Aquí aún no hay nada escrito. Escriba algo que mostrar.
  }
field-problem-unknown-variable = { $suggestion ->
    [none] No hay ninguna variable {"{"}{ $detail }{"}"}. Elija una con Insertar variable, o escriba {"{{"} para una llave.
   *[other] No hay ninguna variable {"{"}{ $detail }{"}"}. ¿Quería decir {"{"}{ $suggestion }{"}"}?
  }
field-problem-misprint = {"{"}{ $detail }{"}"} es una vieja errata. Funciona, pero se llama {"{"}{ $suggestion }{"}"}.
field-problem-variable-empty-here = {"{"}{ $detail }{"}"} está vacía { $moment ->
    [device] cuando cambia su teléfono: es de las llamadas.
    [connection] cuando cambia la conexión: es de las llamadas.
    [ringing] mientras suena una llamada.
    [connected] cuando se contesta una llamada.
    [completed] cuando termina una llamada.
    [missed] cuando se pierde una llamada.
    [dialing] mientras se marca una llamada.
    [held] cuando se pone en espera una llamada.
    [resumed] cuando se recupera una llamada.
    [transferred] cuando se transfiere una llamada.
    [forwarded] cuando se desvía una llamada.
   *[all] en el momento en que se ejecuta este evento personalizado.
  }
field-problem-bad-template = Una llave está sola. Ciérrela, o duplíquela si solo es texto: {"{{"} o {"}}"}.
field-problem-bad-address = Esto no es una dirección. Escríbala entera, por ejemplo https://crm.example.com/
field-problem-scheme-not-allowed = { $moment ->
    [service] A los servicios web se llega con https o http.
   *[any] Las direcciones que empiezan por «{ $detail }» no se abren. Use https, http, mailto o tel.
  }
field-problem-value-in-address = Una variable no puede elegir el servidor. Escriba usted la dirección hasta la primera «/».
field-problem-value-in-name = Una variable no puede ser el nombre de un campo de la dirección, solo su valor. Escriba usted lo que va antes de «=».
field-problem-program-missing = No hay ningún programa en { $detail }. Vuelva a elegirlo.
field-problem-program-not-executable = { $detail } no se puede ejecutar. Elija un programa, o hágalo ejecutable.
field-problem-program-not-absolute = Dé el programa con su carpeta, desde el principio, o elíjalo.
field-problem-sound-missing = No hay ningún archivo en { $detail }. Elija otro.
field-problem-sound-not-wav = Esto no es un sonido WAV, diga lo que diga su nombre. Elija otro.
field-problem-sound-unreadable = No se puede leer este archivo. Compruebe que puede abrirlo, o elija otro.
field-problem-sound-too-large = Este archivo ocupa más de 20 MB. Elija uno más corto.
field-problem-sound-unknown-format = Bellhop no sabe reproducir este tipo de archivo WAV. Elija uno con PCM sencillo: hasta 32 bits, hasta ocho canales, de 1 a 192 kHz.
field-problem-sound-damaged = Este archivo WAV está dañado. Elija otro.
field-problem-sound-empty = En este archivo no hay nada que oír. Elija otro.
field-problem-bad-number = «{ $detail }» no es un número de teléfono ni el comienzo de uno.
field-problem-bad-parameters = Unas comillas no están cerradas. Ciérrelas, o quítelas.
field-problem-bad-time = «{ $detail }» no es una hora del día. Escríbala como 08:30.
field-problem-bad-number-of-seconds = { $field ->
    [times] Escriba un número entero de 1 a 100.
    [within] Escriba un número entero de segundos, de 1 a 3600.
    [timeLimit] Escriba un número entero de segundos, de 1 a 600 para un programa y hasta 300 para un servicio web.
   *[seconds] Escriba un número entero de segundos que no sea 0 ni demasiado grande.
  }
field-problem-folder-missing = No hay ninguna carpeta { $detail }. Elija una.
field-problem-script-with-values = { $detail } lee sus parámetros como órdenes, así que el nombre de quien llama podría convertirse en una. Quite las variables y dígaselo en su entorno.
field-problem-scheme-to-allow = Las direcciones que empiezan por { $detail }: arrancan un programa en este equipo. Permítalas solo si lo conoce.
field-problem-bad-json = Esto no es JSON ({ $detail }). Compruebe sus comillas, comas y corchetes.
field-problem-bad-header = { $detail ->
    [none] Póngale un nombre a la cabecera.
   *[other] «{ $detail }» no se puede enviar como cabecera. Elija otro nombre.
  }
field-problem-address-forbidden = { $detail } revela secretos de este equipo, así que Bellhop no le pregunta.
field-problem-not-private = Esta dirección no va cifrada, así que lo que se envía puede leerse por el camino. Use https si puede.
field-problem-secret-missing = El llavero no tiene ningún secreto llamado «{ $detail }». Añádalo, o elija otro.
field-problem-name-as-written = Los nombres se envían tal como están aquí, también «{ $detail }»: solo los valores admiten variables.
field-problem-looks-secret = Esto parece un secreto y aquí lo puede leer cualquiera. Envíelo en una cabecera con un secreto del llavero. Los archivos exportados lo omiten.
allow-scheme = Permitir aquí las direcciones { $scheme }:
change-it = Corregirlo

## Trying a custom event out

try-label = Con
try-with = { $which ->
    [last] { $name ->
        [none] La última llamada
       *[other] La última llamada: { $name }
      }
    [example] { $name ->
        [none] Una llamada inventada
       *[other] Una llamada inventada: { $name }
      }
   *[own] Valores propios
  }
try-action = { $count ->
    [1] Acción
   *[other] Acción { $number }
  }
try-does = { $kind ->
    [runProgram] { $arguments ->
        [0] Ejecuta este programa sin argumentos
        [one] Ejecuta este programa con 1 argumento
       *[other] Ejecuta este programa con { $arguments } argumentos
      }
    [playSound] Reproduce este sonido
    [showMessage] Muestra este mensaje
    [openWebPage] Abre esta página
    [runWebService] Envía esta petición
   *[nothing] No hace nada
  }
try-it = Probarlo
try-nothing = Lo que haría se muestra aquí, exactamente, en cuanto haya algo que hacer.
try-would-not-run = Esta llamada no lo activaría.
preview-not-yet = Tal como está escrito no se puede hacer: en sus campos falta algo o hay algo mal.
sample-name = Nombre
sample-tel = Número
sample-withheld = El número está oculto
sample-internal = Un compañero
sample-seconds = Tiempo de conversación
outcome-good = { $success ->
    [none] Hecho en { $seconds } s
   *[other] { $success } en { $seconds } s
  }
outcome-failed = { $failure } Tardó { $seconds } s.
outcome-goes-on = Se inició y sigue en marcha.
ran-program = Programa y argumentos
ran-folder = Arranca en { $folder }
ran-hidden = Su ventana está oculta
ran-time-limit = Se detiene si dura más de { $seconds ->
    [one] 1 segundo
   *[other] { $seconds } segundos
  }
ran-environment = { $count ->
    [one] Se le dice 1 valor en su entorno
   *[other] Se le dicen { $count } valores en su entorno
  }
ran-repeat = Se repite hasta que avance la llamada
ran-volume = Al { $volume } % de su volumen
ran-device = En { $device }
ran-stay = Se queda hasta que se cierra
ran-withdraw = Desaparece cuando se contesta o termina la llamada
ran-page = Un clic abre { $url }
ran-once = Se intenta solo una vez
ran-header = { $secret ->
    [none] { $name }: { $value }
   *[other] { $name }: { $value }<secret>secreto { $secret }</secret>
  }

## Simulating a call

simulate-call = Llamada
simulate-direction = { $direction ->
    [outgoing] Usted llama a alguien
   *[incoming] Alguien llama
  }
simulate-answered = Se contesta
simulate-held = Se pone en espera y se recupera
simulate-for-real = Hacerlo de verdad
simulate-for-real-help = Si no, solo se dice lo que se haría
simulate-go = Simular
simulate-back = Atrás
simulate-result = Resultado
simulate-nothing = No salió nada de ello.
simulate-step = { $number }. { $state ->
    [dialing] Se marca
    [ringing] Suena
    [connected] Se contesta
    [held] Se pone en espera
    [resumed] Se recupera
    [transferred] Se transfiere
    [forwarded] Se desvía
    [missed] Se pierde
   *[completed] Termina
  }
simulate-traces = { $asked ->
    [0] No se ejecuta ningún evento personalizado: ninguno trata de esto.
    [one] { $ran ->
        [0] El único evento personalizado que trata de esto no se ejecuta.
       *[other] El único evento personalizado que trata de esto se ejecuta.
      }
   *[other] { $ran ->
        [0] No se ejecuta ninguno de los { $asked } eventos personalizados que tratan de esto.
        [one] Se ejecuta 1 de los { $asked } eventos personalizados que tratan de esto.
       *[other] Se ejecutan { $ran } de los { $asked } eventos personalizados que tratan de esto.
      }
  }
simulate-runs = se ejecuta
simulate-runs-not = no se ejecuta
simulate-waits = { $seconds ->
    [one] se ejecuta si sigue así después de 1 segundo
   *[other] se ejecuta si sigue así después de { $seconds } segundos
  }

## Why a custom event ran or did not

traces = { $asked ->
    [0] No se consultó ningún evento personalizado: ninguno trata de esto.
    [one] { $ran ->
        [0] El único evento personalizado que trata de esto no se ejecutó.
       *[other] El único evento personalizado que trata de esto se ejecutó.
      }
   *[other] { $ran ->
        [0] No se ejecutó ninguno de los { $asked } eventos personalizados que tratan de esto.
        [one] Se ejecutó 1 de los { $asked } eventos personalizados que tratan de esto.
       *[other] Se ejecutaron { $ran } de los { $asked } eventos personalizados que tratan de esto.
      }
  }
trace-ran = se ejecutó a las { $time }
trace-not-run = no se ejecutó
trace-held-back = se omitió: llegó más veces de las que puede actuar
verdict-switched-on = { $met ->
    [yes] Está activado
   *[no] Está desactivado
  }
verdict-all-on = { $met ->
    [yes] Los eventos personalizados están activados
   *[no] { $was ->
        [paused] Los eventos personalizados estaban en pausa
       *[off] Los eventos personalizados estaban desactivados en conjunto
      }
  }
verdict-state = { $met ->
    [yes] Estado: { $was }
   *[no] Estado: se pedía { $wanted }, era { $was }
  }
verdict-line-word = { $line ->
    [own] la suya
    [any] cualquiera
   *[other] { $name }
  }
verdict-line = { $met ->
    [yes] Línea: { $wanted }
   *[no] Línea: se pedía { $wanted }, era { $was }
  }
verdict-direction = { $met ->
    [yes] Sentido: { $wanted }
   *[no] Sentido: se pedía { $wanted }, la llamada era { $was }
  }
verdict-scope = { $met ->
    [yes] Ámbito: { $wanted }
   *[no] Ámbito: se pedía { $wanted }, la llamada era { $was }
  }
verdict-remote-tel = { $met ->
    [yes] { $wanted ->
        [none] Número remoto: cualquiera
       *[other] Número remoto: { $wanted }
      }
   *[no] { $was ->
        [none] Número remoto: se pedía { $wanted }, el número estaba oculto
        [withheld] Número remoto: se pedía { $wanted }, el número estaba oculto
       *[other] Número remoto: se pedía { $wanted }, la llamada era con { $was }
      }
  }
verdict-local-tel = { $met ->
    [yes] { $wanted ->
        [none] Número local: cualquiera
       *[other] Número local: { $wanted }
      }
   *[no] Número local: se pedía { $wanted }, la llamada era en { $was }
  }
verdict-hours = { $met ->
    [yes] Horas: { $wanted }
   *[no] Horas: se pedía { $wanted }, era { $was }
  }
verdict-own-state = { $met ->
    [yes] Su propia línea: { $wanted }
   *[no] Su propia línea: se pedía { $wanted }, era { $was }
  }
verdict-still-so = { $was ->
    [waiting] { $wanted ->
        [one] Sigue así después de 1 segundo: se espera a eso
       *[other] Sigue así después de { $wanted } segundos: se espera a eso
      }
    [still] { $wanted ->
        [one] Sigue así después de 1 segundo
       *[other] Sigue así después de { $wanted } segundos
      }
    [changed] { $wanted ->
        [one] Sigue así después de 1 segundo: para entonces había cambiado
       *[other] Sigue así después de { $wanted } segundos: para entonces había cambiado
      }
    [off] { $wanted ->
        [one] Sigue así después de 1 segundo: entretanto se desactivó
       *[other] Sigue así después de { $wanted } segundos: entretanto se desactivó
      }
    [paused] { $wanted ->
        [one] Sigue así después de 1 segundo: para entonces todo estaba en pausa
       *[other] Sigue así después de { $wanted } segundos: para entonces todo estaba en pausa
      }
   *[ended] { $wanted ->
        [one] Sigue así después de 1 segundo: para entonces había terminado
       *[other] Sigue así después de { $wanted } segundos: para entonces había terminado
      }
  }
verdict-once-per-call = { $met ->
    [yes] Una vez por llamada: esta fue la primera vez
   *[no] Una vez por llamada: ya se había hecho para esta llamada
  }
verdict-answered-here = { $met ->
    [yes] Contestada en esta línea
   *[no] Contestada en esta línea: aquí no contestó nadie
  }

## Activity

activity-search = Buscar en la actividad
activity-search-for = Nombre, número o evento
activity-show = Mostrar
activity-filter = { $filter ->
    [call] Llamadas
    [device] Teléfono
    [connection] Conexión
    [failed] Solo fallos
   *[all] Todo
  }
day-name = { $which ->
    [today] Hoy, { $day }
    [yesterday] Ayer, { $day }
   *[other] { $day }
  }
activity-line = { $kind ->
    [device] { $line ->
        [other] { $state ->
            [offHook] Se descolgó el teléfono de <b>{ $name }</b>
            [onHook] Se colgó el teléfono de <b>{ $name }</b>
            [dndOn] Se activó <b>«No molestar»</b> en el teléfono de <b>{ $name }</b>
            [dndOff] Se desactivó <b>«No molestar»</b> en el teléfono de <b>{ $name }</b>
           *[all] Cambió el teléfono de <b>{ $name }</b>
          }
       *[own] { $state ->
            [offHook] Se descolgó <b>su teléfono</b>
            [onHook] Se colgó <b>su teléfono</b>
            [dndOn] Se activó <b>«No molestar»</b>
            [dndOff] Se desactivó <b>«No molestar»</b>
           *[all] Cambió <b>su teléfono</b>
          }
      }
    [connection] { $state ->
        [signedIn] <b>Sesión iniciada</b>
        [signedOut] { $reason ->
            [none] <b>Sesión cerrada</b>
           *[other] <b>Sesión cerrada.</b> { $reason }
          }
        [connectionLost] { $reason ->
            [none] <b>Conexión perdida</b>
           *[other] <b>Conexión perdida.</b> { $reason }
          }
        [connectionRestored] <b>Conexión recuperada</b>
        [recovered] <b>El sistema telefónico había enmudecido</b>, y se le vuelve a oír
        [unreadable] <b>No se pudo leer algo que dijo el sistema telefónico</b> y se pasó por alto
        [notPermitted] { $line ->
            [other] No se puede vigilar la línea de <b>{ $name }</b>: el sistema telefónico no lo permite
           *[own] <b>El sistema telefónico no le deja oír su propia línea</b>
          }
        [recordDamaged] { $lost ->
            [none] <b>El registro de lo ocurrido estaba dañado.</b> Se pudieron leer { $detail } filas
           *[other] <b>El registro de lo ocurrido estaba dañado.</b> Se pudieron leer { $detail } filas, { $lost } se perdieron
          }
        [soundReplaced] { $reason ->
            [missing] <b>{ $detail } ya no está.</b> En su lugar sonó el sonido incluido
            [unreadable] <b>No se puede leer { $detail }.</b> En su lugar sonó el sonido incluido
           *[other] <b>No se puede reproducir { $detail }.</b> En su lugar sonó el sonido incluido
          }
        [noSoundDevice] <b>Una llamada sonó sin oírse</b>: no había nada con que reproducir un sonido
       *[all] <b>Cambió la conexión</b>
      }
   *[call] { $state ->
        [dialing] { $line ->
            [other] <b>{ $name }</b> llamó a <b>{ $who }</b>
           *[own] Usted llamó a <b>{ $who }</b>
          }
        [ringing] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $name }</b> llamó a <b>{ $who }</b>, y sonó allí
               *[own] Usted llamó a <b>{ $who }</b>, y sonó allí
              }
           *[incoming] { $line ->
                [other] <b>{ $who }</b> llamó a la línea de <b>{ $name }</b>
               *[own] <b>{ $who }</b> llamó
              }
          }
        [connected] { $direction ->
            [outgoing] { $line ->
                [other] <b>{ $who }</b> contestó a <b>{ $name }</b>
               *[own] <b>{ $who }</b> le contestó
              }
           *[incoming] { $line ->
                [other] <b>{ $name }</b> contestó a <b>{ $who }</b>
               *[own] Usted contestó a <b>{ $who }</b>
              }
          }
        [held] { $line ->
            [other] <b>{ $name }</b> puso en espera a <b>{ $who }</b>
           *[own] <b>{ $who }</b> quedó en espera
          }
        [resumed] { $line ->
            [other] <b>{ $name }</b> recuperó la llamada con <b>{ $who }</b>
           *[own] Se recuperó la llamada con <b>{ $who }</b>
          }
        [transferred] { $line ->
            [other] <b>{ $name }</b> transfirió la llamada con <b>{ $who }</b>
           *[own] Se transfirió la llamada con <b>{ $who }</b>
          }
        [forwarded] { $line ->
            [other] La línea de <b>{ $name }</b> desvió la llamada de <b>{ $who }</b>
           *[own] Se desvió la llamada de <b>{ $who }</b>
          }
        [missed] { $outcome ->
            [voicemail] { $line ->
                [other] Llamada perdida de <b>{ $who }</b> en la línea de <b>{ $name }</b>, enviada al buzón de voz
               *[own] Llamada perdida de <b>{ $who }</b>, enviada al buzón de voz
              }
            [busy] { $line ->
                [other] Llamada perdida de <b>{ $who }</b> en la línea de <b>{ $name }</b>, que estaba ocupada
               *[own] Llamada perdida de <b>{ $who }</b>, rechazada por ocupado
              }
           *[other] { $line ->
                [other] Llamada perdida de <b>{ $who }</b> en la línea de <b>{ $name }</b>
               *[own] Llamada perdida de <b>{ $who }</b>
              }
          }
       *[completed] { $line ->
            [other] { $outcome ->
                [answered] Terminó la llamada de <b>{ $name }</b> con <b>{ $who }</b>
               *[other] La llamada de <b>{ $name }</b> con <b>{ $who }</b> terminó sin respuesta
              }
           *[own] { $outcome ->
                [noAnswer] <b>{ $who }</b> no le contestó
                [cancelled] Se abandonó la llamada a <b>{ $who }</b>
                [declined] { $direction ->
                    [outgoing] <b>{ $who }</b> rechazó su llamada
                   *[incoming] Usted rechazó a <b>{ $who }</b>
                  }
                [busy] <b>{ $who }</b> comunicaba
                [failed] Falló la llamada a <b>{ $who }</b>
                [voicemail] <b>{ $who }</b> pasó al buzón de voz
                [forwarded] Se desvió la llamada con <b>{ $who }</b>
                [answeredElsewhere] A <b>{ $who }</b> se le contestó en otro lugar
               *[answered] Terminó la llamada con <b>{ $who }</b>
              }
          }
      }
  }{ $late ->
    [yes] {", sin conexión"}
   *[no] {""}
  }
activity-result = { $count ->
    [0] {""}
    [one] { $name }
   *[other] { $count } eventos personalizados
  }{ $waiting ->
    [0] {""}
    [one] , 1 en espera
   *[other] , { $waiting } en espera
  }{ $heldBack ->
    [0] {""}
   *[other] { $count ->
        [0] { $heldBack } omitidos
       *[other] , { $heldBack } omitidos
      }
  }
activity-failed = { $count ->
    [one] { $count } fallo
   *[other] { $count } fallos
  }
activity-outbox = { $waiting ->
    [0] {""}
    [one] 1 petición a un servicio web espera su próximo intento.
   *[other] { $waiting } peticiones a servicios web esperan su próximo intento.
  } { $parked ->
    [0] {""}
    [one] 1 ya no se intenta hasta que usted lo diga.
   *[other] { $parked } ya no se intentan hasta que usted lo diga.
  }
activity-kept = Conservar
activity-kept-days = { $days ->
    [7] Una semana
    [365] Un año
   *[other] { $days } días
  }
activity-export = Exportar
activity-export-as = { $format ->
    [csv] Todo como CSV, para una hoja de cálculo…
   *[json] Todo como JSON, para un programa…
  }
activity-exported = Todo lo que se conserva está guardado en el archivo.
activity-clear-now = Borrar
activity-clear-sure = Todo se elimina de este equipo, salvo lo que aún hay que enviar. No hay vuelta atrás.
activity-clear = Eliminarlo todo
activity-keep = Conservarlo
activity-empty-title = Aún no ha ocurrido nada
activity-empty-lead = Cada llamada y cada cambio de su teléfono se anota aquí, con lo que hicieron sus eventos personalizados y por qué.
activity-none-found = No se encontró nada
activity-none-found-lead = Nada de lo que se conserva tiene eso en su nombre, número o estado, ni en los eventos personalizados que se ejecutaron.
activity-show-all = Mostrar todo
run-again = Ejecutar de nuevo
owed = { $attempts ->
    [0] Aún no se ha intentado.
    [one] Se intentó una vez.
   *[other] Se intentó { $attempts } veces.
  }{ $problem ->
    [none] {""}
   *[other] {" "}{ $problem }
  } { $next ->
    [never] Ya no se intenta hasta que usted lo diga.
   *[other] { $attempts ->
        [0] Se intenta a las { $next }.
       *[other] Se vuelve a intentar a las { $next }.
      }
  }
run-unknown = No hay ninguna variable { $name }, así que se envió tal cual.
run-was-again = Se ejecutó de nuevo a las { $time }:
owed-retry = Intentar ahora
owed-delete = Eliminar

## Files of custom events

export-title = Exportar eventos personalizados
export-save = Guardar { $count } en un archivo…
export-foot = Los secretos se quedan en el llavero: el archivo solo contiene sus nombres. Lo que parece un secreto se omite.
import-title = Importar eventos personalizados
import-empty =
    { $file } no contiene eventos personalizados: no se eligió ninguno al exportarlo.
    No hay nada que añadir. Elija otro archivo.
import-lead = { $count ->
    [one] { $file } contiene un evento personalizado. Mire qué hace antes de aceptarlo.
   *[other] { $file } contiene { $count } eventos personalizados. Mire qué hacen antes de aceptarlos.
  }
import-add = { $count ->
    [0] No añadir ninguno
    [one] Añadir { $count }, desactivado
   *[other] Añadir { $count }, desactivados
  }
import-foot = Cada uno llega desactivado. Se puede activar cuando lo haya mirado en el editor y lo haya guardado.
import-program = { $parameters ->
    [none] Ejecuta este programa:
   *[other] Ejecuta este programa, con estos parámetros:
  }
import-folder = Arranca en { $folder }.
import-hosts = Llega hasta { $list }.
import-headers = Envía estas cabeceras: { $list }.
import-sounds = Reproduce { $list }.
import-secrets = Envía estos secretos suyos, si los tiene: { $list }.
import-disguised = Algo en él se muestra distinto de lo que es. Acéptelo solo si sabe quién lo hizo.
import-replaces = Ya tiene otra versión. Si lo marca, este ocupa el lugar del suyo y llega desactivado.
import-same = Ya tiene exactamente el mismo. Si lo marca, este ocupa su lugar y llega desactivado.
import-problem-unreadable =
    No se puede leer { $file }.
    Compruebe que puede abrirlo, o elija otro.
import-problem-not-ours =
    { $file } no contiene eventos personalizados de Bellhop.
    Elija un archivo que haya exportado Bellhop.
import-problem-too-new =
    { $file } viene de un Bellhop más nuevo.
    Actualice Bellhop en este equipo y vuelva a importarlo.
import-problem-too-large =
    { $file } es demasiado grande para un archivo de eventos personalizados.
    Elija otro.

## The small window with messages

message-window = Mensajes
message-close = Cerrar { $title }
message-more = { $count ->
    [one] 1 más
   *[other] { $count } más
  }

## Account

account-title = Sesión iniciada
account-user = Usuario
account-number = Número
account-server = Servidor
account-server-demo = El sistema telefónico de demostración dentro de Bellhop
account-secret = { $credential ->
    [token] Token de acceso
   *[password] Contraseña
  }
account-secret-kept = En el llavero de este equipo
account-secret-once = Solo se guarda hasta que salga
account-encryption = Cifrado
account-plain-http = No se exige: usted permitió http sin cifrar
account-plain-http-help = Su contraseña y sus llamadas podrían leerse por el camino. Cierre la sesión y vuelva a iniciarla para cambiarlo.
account-web-apps = Aplicaciones web
account-web-app = { $kind ->
    [events] Eventos: { $path }
    [channels] Canales de eventos: { $path }
   *[actions] Acciones: { $path }
  }
account-certificate = Certificado
account-certificate-trusted = Usted confía en él para { $host }
account-stop-trusting = Dejar de confiar
account-stop-trusting-label = Dejar de confiar en el certificado de { $host }
account-sign-out = Cerrar sesión
account-leave-demo = Salir de la demostración

## Watched lines, on the page Account

watched-title = Líneas vigiladas
watched-lead = Vigile las líneas de sus compañeros para oír y ver qué teléfono suena.
watched-add-list = Añadir de la lista de ocupación (BLF)
watched-add-colleague = Añadir un compañero
watched-allowed = Permitida
watched-not-permitted = El sistema telefónico no le deja vigilar esta línea. Pregunte a su administrador si está en su lista de ocupación (BLF) y si sus llamadas son privadas.
watched-not-permitted-says = El sistema telefónico no le deja vigilar esta línea. Pregunte a su administrador si está en su lista de ocupación (BLF) y si sus llamadas son privadas. El sistema telefónico dice: «{ $detail }»
watched-stop = Dejar de vigilar a { $name }
watched-stopped = Ya no se vigila a { $name }.
watched-list-asking = Pidiendo su lista de ocupación…
watched-added = { $count ->
    [one] Se añadió 1 línea.
   *[other] Se añadieron { $count } líneas.
  }
watched-added-some = { $count ->
    [one] Se añadió 1 línea. Su lista de ocupación tiene más de lo que lee Bellhop.
   *[other] Se añadieron { $count } líneas. Su lista de ocupación tiene más de lo que lee Bellhop.
  }
watched-list-empty = Su lista de ocupación está vacía.
watched-list-known = Ya se vigilan todas las líneas de su lista de ocupación.
colleague-search = Nombre o extensión de un compañero
colleague-close = Cerrar
colleague-list = Compañeros
colleague-watch = Vigilar
colleague-watch-label = Vigilar a { $name }
colleague-watched = Vigilado
colleague-looking = Buscando…
colleague-found = { $count ->
    [one] Se encontró 1 compañero.
   *[other] Se encontraron { $count } compañeros.
  }
colleague-none = Ningún compañero tiene «{ $name }» en su nombre.
colleague-more = Hay más. Escriba más del nombre.

## General

general-starting = Inicio y cierre
general-start-at-sign-in = Iniciar al abrir sesión en este equipo
general-start-at-sign-in-failed = Este equipo no aceptó el cambio ({ $detail }). Busque en su propia configuración los programas que inicia.
general-start-minimized = Iniciar sin abrir la ventana
general-quit-on-close = Salir al cerrar la ventana
general-quit-on-close-help = Si no, Bellhop sigue funcionando y oye sus llamadas mientras tenga la sesión iniciada
general-appearance = Aspecto
general-theme = Tema
theme = { $theme ->
    [light] Claro
    [dark] Oscuro
   *[system] Sistema
  }
general-language = Idioma
general-language-system = El del sistema
general-notifications = Notificaciones
general-notify = Avisar cuando Bellhop no oye sus llamadas
general-notify-help = Tras un minuto sin conexión y cuando una sesión termina por sí sola
general-numbers = Números
general-country = País de origen
general-country-help = Hace que 0131 496 0121 y +44 131 496 0121 sean el mismo número
general-country-of-system = { $country ->
    [none] Según el sistema telefónico (no lo dice)
   *[other] Según el sistema ({ $country })
  }
general-country-option = { $code ->
    [none] { $name }
   *[other] { $name }, +{ $code }
  }
general-prefix = Prefijo nacional
general-prefix-help = Lo que marca primero para llamar a otra zona de su país, como 0
general-outside = Cifras de línea exterior
general-outside-help = Lo que marca primero para llamar al exterior, como 0. Vacío si no hay.
general-digits-none = Ninguno
general-digits-only = Escriba solo cifras.

## About

about-version = Bellhop { $version }
about-lead = Con sesión en un sistema telefónico BroadWorks en su nombre, y en nada más.
about-first-steps = Sus sonidos, un evento personalizado y una llamada para verlo en marcha
about-show = Mostrar
about-show-first-steps = Mostrar los primeros pasos
about-read = Más sobre Bellhop
about-leaf = { $which ->
    [documentation] Documentación
    [source] Código fuente
    [issues] Informar de un error
    [settings] Ajustes
   *[activity] Actividad, y lo que queda por enviar
  }
about-open = { $which ->
    [settings] Abrir carpeta
    [activity] Abrir carpeta
   *[other] Abrir
  }
about-open-label = { $which ->
    [settings] Abrir carpeta: { $what }
    [activity] Abrir carpeta: { $what }
   *[other] Abrir: { $what }
  }
about-documentation-help = Cómo configurarlo y qué hace cada parte
about-source-help = De qué está hecho Bellhop, para leerlo y cambiarlo
about-issues-help = Lo que se sabe, y dónde decir qué ha fallado
about-kept = Guardado en este equipo
about-kept-foot = Las contraseñas y otros secretos no están en ninguno: los tiene el llavero. Bellhop no lleva ningún archivo de registro.
about-licence = Licencias
about-licence-own = Bellhop y los dos sonidos incluidos
about-licence-text = MIT o Apache 2.0, la que prefiera.
about-parts = De qué está construido
about-parts-text = El trabajo de otros, cada uno con sus propias condiciones
about-licences-button = { $open ->
    [yes] Ocultar
   *[no] Mostrar
  }
about-licences-label = { $open ->
    [yes] Ocultar las licencias de lo que lo compone
   *[no] Mostrar las licencias de lo que lo compone
  }

## The tray

tray-open = Abrir Bellhop
tray-waiting = { $count ->
    [1] Una petición a un servicio web espera su próximo intento
   *[other] { $count } peticiones a servicios web esperan su próximo intento
  }
tray-connection-connected = Conectado
tray-connection-signed-out = Sin sesión
tray-connection-signing-in = Iniciando sesión…
tray-connection-reconnecting = { $seconds ->
    [none] Volviendo a conectar…
   *[other] Vuelve a conectar en { $seconds } s
  }
tray-connection-not-permitted = Sin permiso para oír llamadas
tray-connection-in-call = Conectado, en una llamada
tray-connection-ringing = Conectado, suena
tray-connection-dnd = Conectado, no molestar
tray-silence = Callar
tray-custom-events = Eventos personalizados
tray-sounds = Sonidos
tray-mute-in-call = Silenciar altavoces durante la llamada
tray-paused = En pausa hasta las { $time }
tray-settings = Ajustes
tray-sign-out = Cerrar sesión
tray-quit = Salir

## Notifications about the connection; what is in the way is said below

toast-not-connected = Bellhop no oye sus llamadas
toast-signed-out = Bellhop no tiene sesión
toast-in-tray = Bellhop sigue en marcha
toast-in-tray-text = Se queda en la bandeja y oye sus llamadas mientras tenga la sesión iniciada. Salir está en su menú; lo que hace cerrar la ventana se elige en General.

## The command line

cli-certificate = Es para { $subject }, emitido por { $issuer }, con la huella SHA-256 { $sha256 }. Si su administrador confirma la huella, confíe en él con --trust.
cli-not-permitted = El sistema telefónico no le deja oír { $line }. { $right ->
    [none] Pida a su administrador el derecho a vigilarla.
   *[other] Pregunte a su administrador. El sistema telefónico dice: «{ $right }»
  }
cli-settings-set-aside = No se pudo leer su configuración, así que Bellhop empieza con una nueva. El archivo antiguo se conserva como { $detail }.
cli-custom-events-not-read = Algunos eventos personalizados no se pueden leer, así que no hacen nada: { $detail }. Se quedan en el archivo de configuración.
cli-journal-set-aside = El registro de lo ocurrido estaba dañado. Se pudieron leer { $kept } filas, { $lost ->
    [none] y no se sabe cuántas se han perdido
   *[other] { $lost } se han perdido
  }. El archivo antiguo es { $detail }.
cli-journal-not-kept = No se puede anotar lo que se debe a los servicios web, así que se pierde cuando termina Bellhop: { $detail }
cli-check-good = No hay nada mal en esta configuración. Eventos personalizados: { $count }.
cli-check-problem = «{ $event }», { $field }: { $problem }
cli-check-hint = «{ $event }», { $field }: { $problem } Es una observación: funciona tal como está.
cli-check-not-read = «{ $event }» no se puede leer: { $detail }
