"""What a user could script instead: wxcadm hears of a call that is answered, and this starts a program or asks a web service.

wxcadm is made for Webex, whose servers it finds by itself; here it is told where the simulated phone system is.
Usage: wxcadm_handler.py HOST:PORT USER PASSWORD program PROGRAM SOCKET|web HOST:PORT
"""
import base64
import queue
import subprocess
import sys
import types

import requests
import wxcadm
from wxcadm import xsi

server, user, password, kind, *target = sys.argv[1:]
web = requests.Session()
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
        else:
            web.get(f"http://{target[0]}/{call}")
