"""What a user could script instead: wxcadm hears of a call that is answered, and this starts a program, asks a web service,
shows a message or plays a sound.

wxcadm is made for Webex, whose servers it finds by itself; here it is told where the simulated phone system is.
Usage: wxcadm_handler.py HOST:PORT USER PASSWORD program PROGRAM SOCKET|web HOST:PORT|message|sound FILE
"""
import base64
import queue
import subprocess
import sys
import types

import requests
import wxcadm
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from wxcadm import xsi

server, user, password, kind, *target = sys.argv[1:]
web = requests.Session()
bus = open_dbus_connection() if kind == "message" else None
notifications = "org.freedesktop.Notifications"
desk = DBusAddress("/org/freedesktop/Notifications", notifications, notifications)
authorization = base64.b64encode(f"{user}:{password}".encode()).decode()
host = server.split(":")[0]
xsi.srvlookup.lookup = lambda *_: [types.SimpleNamespace(host=host)]
account = types.SimpleNamespace(
    _headers={"Authorization": f"Basic {authorization}", "Content-Type": "application/xml"},
    spark_id=user,
    xsi={
        "xsi_domain": host,
        "events_endpoint": f"http://{server}/com.broadsoft.xsi-events",
        "events_channel_endpoint": f"http://{server}/com.broadsoft.async/com.broadsoft.xsi-events",
    },
)
events = queue.Queue()
channels = xsi.XSIEvents(account).open_channel(events)
person = wxcadm.person.Person.__new__(wxcadm.person.Person)
person.id = base64.b64encode(user.encode()).decode()
if not channels.subscribe("Advanced Call", person=person):
    sys.exit("the subscription was refused")
print("listening", flush=True)
while True:
    data = events.get()["xsi:Event"]["xsi:eventData"]
    if data["@xsi1:type"] == "xsi:CallAnsweredEvent":
        call = data["xsi:call"]["xsi:callId"]
        if kind == "program":
            subprocess.Popen([*target, call])
        elif kind == "sound":
            subprocess.Popen(["paplay", *target], stderr=subprocess.DEVNULL)
        elif kind == "message":
            message = ("wxcadm", 0, "", call, "", [], {}, -1)
            bus.send_and_get_reply(new_method_call(desk, "Notify", "susssasa{sv}i", message))
        else:
            web.get(f"http://{target[0]}/{call}")
